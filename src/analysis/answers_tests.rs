//! Questions on made-up stories: a quake, an election, a trial, a match, talks, a strike.
use crate::comparison::{Column, Gap, Statement, Telling, Verdict};
use corpus::{Basis, Collection, Published};

/// The questions of a story, one article per column: (day published or "", text). The event is the one that most
/// articles tell; every sentence counts as told of it unless it lies in a passage on another event only.
fn asked(articles: &[(&str, &str)]) -> Vec<Statement> {
    let mut collection = Collection::default();
    for (n, (day, text)) in articles.iter().enumerate() {
        let mut article = corpus::read_text(&format!("a{n}"), (*text).to_owned());
        let published = || Published { value: day.parse().unwrap(), basis: Basis::Supplied, span: None };
        article.published = (!day.is_empty()).then(published);
        collection.articles.push(article);
    }
    let reading = crate::read_collection(&collection);
    let tells = |e: u32| reading.articles.iter().filter(|a| a.passages.iter().any(|p| p.event == e)).count();
    let events = u32::try_from(reading.events.len()).unwrap();
    let event = (0..events).max_by_key(|e| (tells(*e), std::cmp::Reverse(*e))).unwrap_or(0);
    let column = |(n, article): (usize, &corpus::Article)| {
        let passages = &reading.articles[n].passages;
        let other = |s: &corpus::Span| {
            let mut here = passages.iter().filter(|p| p.span.overlaps(*s)).peekable();
            here.peek().is_some() && here.all(|p| p.event != event)
        };
        let about = article.sentences.iter().filter(|s| !other(s)).copied().collect();
        let article = u32::try_from(n).unwrap();
        Column { event, tellings: vec![Telling { article, event, about, background: Vec::new(), words: 1 }] }
    };
    let columns: Vec<Column> = collection.articles.iter().enumerate().map(column).collect();
    crate::answers::answers(&collection, &reading, &columns)
}

/// One line per question: `verdict key: answer | answer`, with – for a gap.
fn lines(articles: &[(&str, &str)]) -> Vec<String> {
    let asked = asked(articles);
    let line = |s: &Statement| {
        let cells = s.cells.iter().map(|c| match c.gap {
            Some(Gap::CouldNotKnow) => "could not know".to_owned(),
            Some(_) => "–".to_owned(),
            None => c.answer.clone(),
        });
        let verdict = s.verdict.unwrap_or(Verdict::Agree);
        format!("{verdict:?} {}: {}", s.key, cells.collect::<Vec<_>>().join(" | "))
    };
    for s in &asked {
        for cell in &s.cells {
            assert!(
                cell.gap.is_some() || cell.excerpts.iter().all(|e| !e.marks.is_empty() || s.told_by > 1),
                "{}",
                s.key
            );
        }
    }
    asked.iter().map(line).collect()
}

#[test]
fn a_toll_rises_and_the_count_of_another_year_is_no_part_of_it() {
    let found = lines(&[
        (
            "2031-05-03",
            "A strong earthquake struck Kandora on Saturday. At least 23 people were killed and 140 injured, officials \
             said. A quake in 2015 killed 8,000 people there.",
        ),
        (
            "2031-05-05",
            "The death toll of Saturday’s earthquake in Kandora has risen to 41, rescuers said on Monday. Another 12 people \
             are missing. About 140 people were injured.",
        ),
        ("2031-05-03", "An earthquake in Kandora on Saturday killed at least 23 people, officials said."),
    ]);
    assert_eq!(
        found,
        [
            "Superseded answer/number/fate/dead/people: At least 23 people | 41 | at least 23 people",
            "WordedOtherwise answer/number/fate/injured/people: 140 injured | About 140 people | –",
        ]
    );
}

#[test]
fn seats_and_shares_are_compared_by_party() {
    let found = lines(&[
        ("2031-06-02", "Labour won 52 seats in Sunday’s election. The Greens won 12 seats. Turnout stood at 61%."),
        ("2031-06-02", "In the election on Sunday Labour won 52 seats and the Greens won 14 seats. Turnout was 61.2%."),
    ]);
    assert!(
        found.contains(&"Agree answer/number/did/labour-party/won/seat: 52 seats | 52 seats".to_owned()),
        "{found:#?}"
    );
    assert!(found.iter().any(|f| f.starts_with("WordedOtherwise answer/number/level/turnout")), "{found:#?}");
    assert!(!found.iter().any(|f| f.starts_with("Conflicts")), "{found:#?}");
}

#[test]
fn a_sentence_an_age_and_a_day_in_court() {
    let found = lines(&[
        (
            "2031-03-05",
            "Peter Lang, 54, was sentenced to 12 years in prison on Tuesday. Lang was arrested on 3 May 2029. The trial was \
             fair, his lawyer said.",
        ),
        (
            "2031-03-05",
            "A court has jailed a banker. Peter Lang, 56, was sentenced to 15 years. Lang was arrested on 9 May 2029.",
        ),
    ]);
    for expected in [
        "Conflicts answer/day/peter-lang/arrested: 3 May 2029 | 9 May 2029",
        "Differs answer/number/age/peter-lang: 54 | 56",
        "Differs answer/number/did/peter-lang/sentenced/year: 12 years | 15 years",
    ] {
        assert!(found.contains(&expected.to_owned()), "{expected}: {found:#?}");
    }
}

#[test]
fn who_leads_a_side_and_how_the_talks_went() {
    let found = lines(&[
        (
            "2031-09-02",
            "Peru and Chile held talks in Oslo on Monday. A Peruvian delegation led by Maria Lopez met with officials from \
             Norway and Chile. The talks were tense, diplomats said.",
        ),
        (
            "2031-09-02",
            "Talks between Peru and Chile took place in Oslo on Monday. Peru’s delegation, led by Juan Vargas, joined \
             Chilean officials. A joint statement described the talks as “open and constructive”.",
        ),
    ]);
    for expected in [
        "Differs answer/side/peru: led by Maria Lopez | led by Juan Vargas",
        "Differs answer/course/talks-oslo-2031-09-01: tense | open and constructive",
    ] {
        assert!(found.contains(&expected.to_owned()), "{expected}: {found:#?}");
    }
    assert!(found.iter().any(|f| f.starts_with("Differs answer/part/talks-oslo")), "{found:#?}");
}

#[test]
fn an_office_is_given_in_other_words_or_left() {
    let found = lines(&[
        (
            "2031-02-03",
            "Norway’s Foreign Minister Ida Berg spoke in Rome on Monday. The health secretary, Jon Dahl, was there.",
        ),
        ("2031-02-03", "In Rome on Monday the Norwegian foreign secretary, Ida Berg, gave a speech."),
        ("2031-02-09", "Ida Berg spoke again in Rome. Jon Dahl, a friend of hers, resigned on Friday."),
        ("2031-02-03", "A speech was given in Rome on Monday, and nothing else happened."),
    ]);
    assert_eq!(
        found,
        [
            "Superseded answer/office/jon-dahl: health secretary | could not know | resigned | could not know",
            "WordedOtherwise answer/office/ida-berg: Norway’s Foreign Minister | Norwegian foreign secretary | – | –",
        ]
    );
}

#[test]
fn beginnings_that_cannot_both_be_true() {
    let war = |first: &str, second: &str| lines(&[("2031-04-10", first), ("2031-04-11", second)]);
    let found = war(
        "The war in Kandora, which began in May 2027, goes on.",
        "Rebels took a town as the war in Kandora entered its third year.",
    );
    assert_eq!(found, ["Conflicts answer/since/war: began in May 2027 | entered its third year"]);
    let found = war(
        "The war in Kandora, which began in April 2029, goes on.",
        "Rebels took a town as the war in Kandora entered its third year.",
    );
    assert_eq!(found, ["Agree answer/since/war: began in April 2029 | entered its third year"]);
    // Another war, long ago, is another thing.
    assert!(war("The war that began in 1997 is over.", "The war entered its third year.").is_empty());
}

#[test]
fn a_plan_is_cut_and_a_change_stands_alone() {
    let found = lines(&[
        ("2031-07-01", "Ministers defended the 12-point plan for the railways in Bern."),
        ("2031-07-09", "The 12-point plan for the railways is gone. It was trimmed to 8 points in Bern, reportedly."),
        ("2031-07-01", "The plan would cut the railway’s staff from 9,400 to 7,100 people, ministers said in Bern."),
    ]);
    assert_eq!(
        found,
        [
            "Superseded answer/number/made/point/plan: 12-point | 12-point; 8 points | could not know",
            "OnlyHere answer/change/of/people/the-railway-s-staff: – | – | 9,400 to 7,100 people",
        ]
    );
}

#[test]
fn equal_numbers_are_one_only_beside_the_same_words() {
    let found = lines(&[
        ("", "The tax on tea is 25 percent. The firm has 3,470 shops."),
        ("", "A 25 percent tax on tea was set, and the firm runs 3,470 outlets. Rain fell on 30 percent of days."),
        ("", "Exports of coal fell by 30 percent from 2030 levels. Hundreds of people left. They sold 200 houses."),
        ("", "About 200 people came to the square and hundreds of people watched."),
    ]);
    assert_eq!(found.len(), 2, "{found:#?}");
    let has = |end: &str| found.iter().any(|f| f.ends_with(end));
    assert!(has(": 3,470 shops | 3,470 outlets | – | –") && has(": 25 percent | 25 percent | – | –"), "{found:#?}");
}

#[test]
fn the_score_of_a_match() {
    let found = lines(&[
        ("2031-10-05", "Brenton won 3-1 in Saturday’s match against Alder in Brenton."),
        ("2031-10-05", "Brenton beat Alder by 2-1 on Saturday in a match in Brenton."),
    ]);
    assert!(found.contains(&"Differs answer/number/score: 3-1 | 2-1".to_owned()), "{found:#?}");
}

#[test]
fn two_counts_of_one_crowd_conflict_and_nobody_is_a_count() {
    let found = lines(&[
        (
            "2031-05-11",
            "Some 40,000 demonstrators gathered in Lima on Saturday, in the largest protest in a decade, the student \
             federation said. Police put the crowd at 12,000. There were no injuries.",
        ),
        ("2031-05-11", "About 12,000 people marched in Lima on Saturday. Nobody was injured, the fire brigade said."),
        ("2031-05-11", "At Saturday’s march in Lima 3 people were hurt. No one was told of plans to arrest anybody."),
    ]);
    assert_eq!(
        found,
        [
            "Conflicts answer/number/fate/injured/people: no injuries | Nobody was injured | 3 people",
            "Conflicts answer/number/fate/attended: Some 40,000 demonstrators; 12,000 | About 12,000 people | –",
        ]
    );
    // Where all give both counts, nobody contradicts another.
    let both = "About 9,000 people marched in Lima on Saturday, the union said. Police put the number at 4,000.";
    let found = lines(&[("2031-05-11", both), ("2031-05-11", both)]);
    assert!(found.iter().all(|f| !f.starts_with("Conflicts")), "{found:#?}");
}

#[test]
fn jobs_are_counted_by_company() {
    let found = lines(&[
        (
            "2031-02-03",
            "Ford will cut 600 jobs in Cologne. Talks with Ford failed, as Opel is to lay off 400 workers. Toyota employs 12,000 people.",
        ),
        ("2031-02-03", "On Monday, Opel announced 450 redundancies. Ford will lay off 600 workers in Cologne."),
        ("2031-02-03", "About 9,000 people work for Toyota in Cologne. Unions laid 600 wreaths on Monday."),
    ]);
    assert_eq!(
        found,
        [
            "Conflicts answer/number/fate/laid-off: 400 workers | 450 redundancies | –",
            "Conflicts answer/number/workforce: 12,000 people | – | About 9,000 people",
            "Agree answer/number/fate/laid-off-2: 600 jobs | 600 workers | –",
        ]
    );
}

#[test]
fn other_numbers_of_one_noun_beside_one_word_differ() {
    let found = lines(&[
        ("", "The dam above Orsk broke on Friday and flooded 2,400 homes. Rescuers have 30 boats and 12 tents."),
        ("", "Some 3,100 homes were flooded on Friday in Orsk. Rescuers sold 15 boats; 40 tents were burnt in 2014."),
    ]);
    assert_eq!(found, ["Differs answer/unlike/count/home/flood: 2,400 homes | Some 3,100 homes"]);
}
