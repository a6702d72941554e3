use super::*;
use corpus::{InOrder, TokenKind, packed as bytes, read_text, tokens, unpacked};
use search::fold;

fn library() -> Library {
    Library::read(embed::collection())
}

fn asking(query: &str, show: Show) -> Finding {
    Finding { query: query.to_owned(), show, most: u32::MAX, ..Finding::default() }
}

fn passages(found: Found) -> Vec<PassageRow> {
    let Rows::Passages(rows) = found.rows else { panic!("no passages") };
    rows
}

fn lines(found: Found) -> Vec<LineRow> {
    let Rows::Lines(rows) = found.rows else { panic!("no lines") };
    rows
}

fn strips(found: Found) -> Vec<StripRow> {
    let Rows::Strips(rows) = found.rows else { panic!("no strips") };
    rows
}

/// Every word of the corpus by article and sentence, counted by hand: its place in the article and its letters.
fn words(collection: &Collection) -> Vec<Vec<Vec<(u32, Span, String)>>> {
    let of_article = |article: &Article| {
        let mut word = 0;
        let of_sentence = |sentence: &Span| {
            let mut all = Vec::new();
            for token in tokens(&article.text, *sentence) {
                if matches!(token.kind, TokenKind::Word | TokenKind::Number) {
                    all.push((word, token.span, token.span.of(&article.text).to_lowercase()));
                    word += 1;
                }
            }
            all
        };
        article.sentences.iter().map(of_sentence).collect()
    };
    collection.articles.iter().map(of_article).collect()
}

#[test]
fn a_filter_gives_as_many_as_its_count_said() {
    let library = library();
    for query in ["", "plan", "\"the plan\"", "security OR territory -plan", "in:quote", "no-such-word"] {
        let all = asking(query, Show::Passages).answer(&library);
        for list in &all.facets {
            for value in list.values.iter().take(4) {
                let chosen = [(list.facet.clone(), vec![value.key.clone()])].into_iter().collect::<Vec<_>>();
                let mut finding = asking(query, Show::Passages);
                for (facet, keys) in chosen {
                    finding.chosen.insert(facet, keys);
                }
                let found = finding.answer(&library);
                assert_eq!(found.total_passages, value.now, "{query} {}: {}", list.label, value.label);
                let again = found.facets.iter().find(|f| f.facet == list.facet).unwrap();
                let same = again.values.iter().find(|v| v.key == value.key).unwrap();
                // What a facet counts does not depend on what is chosen in it.
                assert_eq!((same.now, same.selected), (value.now, true), "{query} {}", value.label);
            }
        }
    }
}

#[test]
fn words_are_counted_as_by_hand() {
    let library = library();
    let all = words(&library.collection);
    for word in ["plan", "security", "president", "of"] {
        let has = |sentence: &[(u32, Span, String)]| sentence.iter().any(|w| w.2 == word);
        let by_article: Vec<usize> = all.iter().map(|a| a.iter().filter(|s| has(s)).count()).collect();
        let hits: usize = all.iter().flatten().flatten().filter(|w| w.2 == word).count();
        let query = format!("\"{word}\"");
        let found = asking(&query, Show::Passages).answer(&library);
        assert_eq!(found.total_passages as usize, by_article.iter().sum::<usize>(), "{word}");
        assert_eq!(found.total_articles as usize, by_article.iter().filter(|n| **n > 0).count(), "{word}");
        let outlets = found.facets.iter().find(|f| f.facet == "outlet").unwrap();
        for value in &outlets.values {
            let of_outlet = |n: &usize| outlet_name(&library.collection, *n as u32) == value.label;
            let by_hand: usize = (0..by_article.len()).filter(of_outlet).map(|n| by_article[n]).sum();
            assert_eq!(value.now as usize, by_hand, "{word} in {}", value.label);
        }
        assert_eq!(found.days.iter().map(|b| b.found).sum::<u32>() + found.undated.0, found.total_passages, "{word}");
        assert_eq!(found.days.iter().map(|b| b.all).sum::<u32>() + found.undated.1, found.passages, "{word}");
        for row in passages(found) {
            assert!(!row.marks.is_empty() && row.marks.iter().all(|m| fold(m.of(&row.text)) == word), "{}", row.text);
        }
        assert_eq!(lines(asking(&query, Show::Lines(LineOrder::Left)).answer(&library)).len(), hits, "{word}");
    }
}

#[test]
fn lines_come_in_the_order_of_the_words_beside_the_hit() {
    let library = library();
    let in_order = |order| lines(asking("\"the\"", Show::Lines(order)).answer(&library));
    let nearest_left = |l: &LineRow| l.left.split_whitespace().next_back().unwrap_or("").to_owned();
    let nearest_right = |l: &LineRow| l.right.split_whitespace().next().unwrap_or("").to_owned();
    // Only what is a word however words are cut: others are left out here.
    let words = |all: Vec<LineRow>, of: &dyn Fn(&LineRow) -> String| -> Vec<String> {
        all.iter().map(of).filter(|w| !w.is_empty() && w.bytes().all(|c| c.is_ascii_lowercase())).collect()
    };
    let left = words(in_order(LineOrder::Left), &nearest_left);
    let right = words(in_order(LineOrder::Right), &nearest_right);
    assert!(left.len() > 50 && left.is_sorted(), "{left:?}");
    assert!(right.len() > 50 && right.is_sorted(), "{right:?}");
    assert!(!words(in_order(LineOrder::Reading), &nearest_right).is_sorted());
    let text = |l: &LineRow| format!("{} {}|{}|{}", l.origin.article, l.left, l.hit, l.right);
    let mut sets = [LineOrder::Reading, LineOrder::Left, LineOrder::Right]
        .map(|order| in_order(order).iter().map(text).collect::<Vec<_>>());
    sets.iter_mut().for_each(|s| s.put_in_order());
    assert!(sets[0] == sets[1] && sets[1] == sets[2]);
}

#[test]
fn a_strip_has_its_ticks_where_the_words_stand() {
    let library = library();
    let all = words(&library.collection);
    let rows = strips(asking("\"plan\"", Show::Plot).answer(&library));
    let outlets: Vec<&str> = rows.iter().map(|r| r.origin.outlet.as_str()).collect();
    assert!(rows.len() > 2 && outlets.is_sorted(), "{outlets:?}");
    for row in rows {
        let n = library.article_by_id(&row.origin.article).unwrap() as usize;
        let words: Vec<_> = all[n].iter().flatten().collect();
        assert_eq!(row.words as usize, words.len());
        let by_hand: Vec<(u32, Span)> = words.iter().filter(|w| w.2 == "plan").map(|w| (w.0, w.1)).collect();
        assert_eq!(row.ticks.iter().map(|t| (t.word, t.span)).collect::<Vec<_>>(), by_hand);
        assert!(row.ticks.iter().all(|t| t.at == t.word * 1000 / row.words && t.hit.to_lowercase() == "plan"));
    }
}

#[test]
fn a_stretch_is_a_part_of_the_whole() {
    let library = library();
    for show in [Show::Passages, Show::Lines(LineOrder::Right), Show::Plot] {
        let all = asking("the", show).answer(&library);
        let part = Finding { from: 1, most: 2, ..asking("the", show) }.answer(&library);
        assert_eq!((part.rows_total, part.from, part.total_passages), (all.rows_total, 1, all.total_passages));
        match (all.rows, part.rows) {
            (Rows::Passages(a), Rows::Passages(b)) => assert_eq!(a[1..3], b),
            (Rows::Lines(a), Rows::Lines(b)) => assert_eq!(a[1..3], b),
            (Rows::Strips(a), Rows::Strips(b)) => assert_eq!(a[1..3], b),
            _ => panic!("another kind of rows"),
        }
        let after = Finding { from: 99_999, ..asking("the", show) }.answer(&library);
        assert_eq!(after.from, after.rows_total);
    }
    let found = asking("plan", Show::Lines(LineOrder::Left)).answer(&library);
    assert_eq!(unpacked::<Found>(&bytes(&found)), Some(found));
}

#[test]
fn what_cannot_be_read_is_named_with_its_place() {
    let library = library();
    for (typed, at) in [("talks \"plan", 7), ("é “plan", 3), ("plan nose:red", 6), ("plan AND", 6)] {
        let found = asking(typed, Show::Passages).answer(&library);
        let places: Vec<u32> = found.remarks.iter().map(|r| r.at).collect();
        assert_eq!(places, [at], "{typed}");
    }
    assert!(asking("plan OR talks", Show::Passages).answer(&library).remarks.is_empty());
}

#[test]
fn days_hold_for_the_article() {
    let library = library();
    let bars = asking("the", Show::Passages).answer(&library).days;
    assert!(bars.iter().zip(bars.iter().skip(1)).all(|(a, b)| a.last.plus(1) == Some(b.first)));
    // Those articles that have one day.
    let certain = |row: &PassageRow| row.origin.days.is_some_and(|(a, b)| a == b);
    let all = passages(asking("the", Show::Passages).answer(&library));
    let day = all.iter().filter(|r| certain(r)).filter_map(|r| r.origin.days).map(|d| d.0).next().unwrap();
    for (first_day, last_day) in [(Some(day), None), (None, Some(day)), (Some(day), Some(day))] {
        let found = Finding { first_day, last_day, ..asking("the OR nothing", Show::Passages) }.answer(&library);
        let holds = |d: Date| first_day.is_none_or(|f| f <= d) && last_day.is_none_or(|l| d <= l);
        let within = |r: &&PassageRow| r.origin.days.is_some_and(|(a, b)| holds(a) && holds(b));
        let by_hand = all.iter().filter(within).count();
        let found = passages(found);
        assert!(
            by_hand > 0
                && found.iter().filter(|r| certain(r)).count()
                    == all.iter().filter(|r| certain(r)).filter(within).count()
        );
        assert!(found.iter().all(|r| {
            r.origin.days.is_some_and(|(a, b)| first_day.is_none_or(|f| b >= f) && last_day.is_none_or(|l| a <= l))
        }));
    }
}

#[test]
fn bars_are_as_fine_as_there_is_room() {
    let date = |y, m, d| Date::new(y, m, d).unwrap();
    for (years, bars) in [(0, 1), (1, 53), (7, 85), (90, 91)] {
        let article = |n: usize, year: i32| {
            let mut article = read_text(&n.to_string(), "Rain fell. Rain fell again.".to_owned());
            let value = date(year, 6, 15).into();
            article.published = Some(corpus::Published { value, basis: corpus::Basis::Supplied, span: None });
            article
        };
        let articles = vec![article(0, 1700), article(1, 1700 + years)];
        let library = Library::read(Collection { articles, ..Collection::default() });
        let found = asking("again", Show::Passages).answer(&library);
        assert_eq!(found.days.len(), bars, "{years}");
        let sum = found.days.iter().fold((0, 0), |s, b| (s.0 + b.found, s.1 + b.all));
        assert_eq!((sum, found.undated), ((2, 4), (0, 0)), "{years}");
    }
}

#[test]
fn the_other_values_of_a_facet_are_found_by_their_words() {
    let library = library();
    let finding = asking("plan", Show::Passages);
    let ask = |with: &str, from, most| {
        MoreValues { finding: finding.clone(), facet: "person".into(), with: with.into(), from, most }.answer(&library)
    };
    let all = ask("", 0, u32::MAX);
    let first = finding.answer(&library).facets.into_iter().find(|f| f.facet == "person").unwrap();
    assert_eq!(all.values[..8], first.values);
    assert_eq!(all.total, 8 + first.more);
    assert_eq!(ask("", 3, 2).values, all.values[3..5]);
    let name = all.values[9].label.to_uppercase();
    let found = ask(&name, 0, 9);
    assert!(found.values.contains(&all.values[9]) && found.total < all.total);
    assert_eq!(
        MoreValues { finding, facet: "nose".into(), with: String::new(), from: 0, most: 9 }.answer(&library),
        Values::default()
    );
}

#[test]
fn lines_are_taken_along_without_formulas() {
    let mut article = read_text("=1", "We said -rain, rain “again”.".to_owned());
    article.outlet = Some(corpus::Outlet { name: "=cmd(\"x\")".into(), url: None, basis: corpus::Basis::Supplied });
    let library = Library::read(Collection { articles: vec![article], ..Collection::default() });
    let ask = |tabs| LinesFile { finding: asking("rain", Show::Plot), tabs }.answer(&library);
    let head = "outlet,published,before,hit,after,article,start,end";
    let first = "\"'=cmd(\"\"x\"\")\",,We said -,rain,\", rain “again”.\",\"'=1\",9,13";
    let second = "\"'=cmd(\"\"x\"\")\",,\"We said -rain,\",rain,“again”.,\"'=1\",15,19";
    assert_eq!(ask(false), format!("{head}\r\n{first}\r\n{second}\r\n"));
    assert!(ask(true).starts_with(
        "outlet\tpublished\tbefore\thit\tafter\tarticle\tstart\tend\n'=cmd(\"x\")\t\tWe said -\train\t, rain"
    ));
}
