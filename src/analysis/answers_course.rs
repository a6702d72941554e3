//! How it went: the words by which the compared meeting, game, trial or vote is characterised, and by whom.
//!
//! An adjective is read where the words say it of the event's own noun: after “was” (“the meeting was tense”), after
//! “described as”, right before the noun, or before “progress” and “breakthrough” in a sentence on the event. Outside
//! quotation marks it must be one of a list; what stands in quotation marks there is taken whole.
use crate::answers::{Answer, Desk, Line, Page, Question, listed, slug};
use crate::comparison::Verdict;
use crate::happenings::{EventWord, Part, event_words};
use corpus::{Gather, Set, Span, TokenKind, one_of};

/// One characterisation.
struct Said {
    answer: Answer,
    words: Set<String>,
}

/// The question how the event went.
pub(crate) fn asked(desk: &Desk) -> Option<Question> {
    let event = desk.event?;
    let all = event_words();
    let family = all.iter().find(|w| w.kind == event.kind).map(|w| w.family)?;
    let nouns: Vec<&EventWord> =
        all.iter().filter(|w| w.family == family && !matches!(w.part, Part::Verb | Part::Party)).collect();
    let (course, result, amount) = (listed("course"), listed("result"), listed("amount"));
    let mut said: Vec<Said> = Vec::new();
    for (p, page) in desk.pages.iter().enumerate() {
        for (l, line) in page.lines.iter().enumerate() {
            let follows = l.checked_sub(1).and_then(|b| page.lines.get(b)).is_some_and(|b| b.on_event)
                && page
                    .article
                    .block_at(line.span.start)
                    .is_some_and(|b| l > 0 && page.lines.get(l - 1).is_some_and(|o| b.span.contains(o.span)));
            if line.other.is_some() || !(line.on_event || follows) {
                continue;
            }
            let words = &line.words;
            let mut marks: Vec<Span> = Vec::new();
            for i in 0..words.len() {
                let word = words.lower(i);
                if nouns.iter().any(|n| n.word == word) {
                    let definite = line.on_event || (1..=2).any(|b| words.before(i, b) == "the");
                    marks.extend(of_noun(line, i, course).filter(|_| definite));
                } else if line.on_event && one_of(word, result) {
                    marks.extend(of_result(line, i, amount));
                }
            }
            marks.dedup();
            for span in marks {
                said.push(read(page, p, l, span));
            }
        }
    }
    let mut sets: Vec<Set<String>> = Vec::new();
    for column in desk.by_column(said.iter().map(|s| desk.column_of(&s.answer)).collect()) {
        sets.push(column.iter().filter_map(|n| said.get(*n)).flat_map(|s| s.words.iter().cloned()).gather());
    }
    if sets.len() < 2 {
        return None;
    }
    let first = sets.first()?;
    let same = sets.iter().all(|s| s == first);
    let shared = first.iter().any(|w| sets.iter().all(|s| s.contains(w)));
    let (verdict, why) = match (same, shared) {
        (true, _) => (Verdict::Agree, "All use the same words."),
        (_, true) => (Verdict::WordedOtherwise, "All share a word, and some add others."),
        _ => (Verdict::Differs, "There is no word that all use."),
    };
    Some(Question {
        key: format!("answer/course/{}", slug(&event.id)),
        label: format!("How it went: {}", event.name),
        verdict,
        why: format!("Words said of the {} itself or of its progress, with whose words they are. {why}", event.kind),
        answers: said.into_iter().map(|s| s.answer).collect(),
        known: None,
    })
}

fn read(page: &Page, p: usize, l: usize, span: Span) -> Said {
    let text = &page.article.text;
    let shown = span.in_one_line(text);
    let plain = shown.trim_matches(|c: char| !c.is_alphanumeric());
    let parts = plain.split(|c: char| !c.is_alphanumeric() && c != '-');
    let minor = |w: &&str| !w.is_empty() && !one_of(w, "and a an the of very highly most amount as one so");
    let mut words: Set<String> = parts.filter(minor).map(corpus::Lower::lower).gather();
    // “steady progress”: what tells tellings apart is how much.
    if words.len() > 1 {
        words = words.iter().filter(|w| !one_of(w, listed("result"))).cloned().gather();
    }
    let by = page.read.attributions.iter().find(|a| a.scope.iter().chain(&a.content).any(|s| s.overlaps(span)));
    let note = by.and_then(|a| a.speaker_name.as_ref()).map_or_else(String::new, |name| format!("said by {name}"));
    Said { answer: Answer { page: p, line: l, marks: vec![span], says: plain.to_owned(), note }, words }
}

/// What is said of the event's noun at token `i`.
fn of_noun(line: &Line, i: usize, course: &str) -> Option<Span> {
    let words = &line.words;
    // “the meeting was tense”, “the discussions in Geneva were “highly productive””
    for at in i + 1..i + 7 {
        let word = words.lower(at);
        if one_of(word, "was were is are proved remained became") || word == "been" {
            return judged(line, at + 1, course);
        }
        if !words.is(at, TokenKind::Word) || one_of(word, "that which who said and but") {
            break;
        }
    }
    // “described Sunday’s meeting with …, as “productive””
    let calls = "described characterised characterized hailed praised labelled labeled called dubbed termed billed describing calling hailing";
    let verb = words.last_of(i.saturating_sub(6), i, calls);
    if let Some(verb) = verb {
        let bare = words.one_of(verb, "called dubbed termed calling labelled labeled");
        if let Some(found) = judged(line, i + 1, course).filter(|_| bare) {
            return Some(found);
        }
        if let Some(found) =
            (i + 1..i + 18).filter(|&a| words.lower(a) == "as").find_map(|a| judged(line, a + 1, course))
        {
            return Some(found);
        }
    }
    // “described it as one of the most productive days so far in the talks”
    let before = (2..=16).filter_map(|b| i.checked_sub(b)).find(|&a| {
        words.lower(a) == "as"
            && words.one_of(a.wrapping_sub(1), "it them this")
            && words.one_of(a.wrapping_sub(2), calls)
    });
    if let Some(found) = before.and_then(|a| words.first_of(a + 1, a + 7, course)) {
        return Some(words.span(found, found + 1));
    }
    // “tense talks”, “a historic peace summit”
    let at = words.last_of(i.saturating_sub(2), i, course)?;
    let opened =
        words.one_of(at.wrapping_sub(1), "a an the these those after held following of in very two-day") || at == 0;
    (opened && words.is(at + 1, TokenKind::Word) && !words.one_of(at, "open close serious fair"))
        .then(|| words.span(at, at + 1))
}

/// The judgement that begins at token `at`: listed adjectives in a row, or what stands in quotation marks.
fn judged(line: &Line, at: usize, course: &str) -> Option<Span> {
    const QUOTED_MAX: usize = 9;
    let words = &line.words;
    let mut from = at;
    while words.one_of(
        from,
        "very highly extremely quite rather so also both a an deeply more particularly at times unusually most",
    ) {
        from += 1;
    }
    // “were, by all accounts, fraught”
    if words.lower(from) == "," {
        from = (from + 1..from + 7).find(|&n| words.lower(n) == ",").map_or(from, |n| n + 1);
    }
    let denied = words.lower(from) == "not";
    let start = from;
    from += usize::from(denied);
    if words.one_of(from, "“ \" ‘") {
        let close = (from + 1..from + 2 + QUOTED_MAX).find(|&n| words.one_of(n, "” \" ’"))?;
        return Some(words.span(start, close + 1));
    }
    let mut end = from;
    while words.one_of(end, course)
        || end > from
            && words.one_of(end, "and , but")
            && (words.one_of(end + 1, course) || words.one_of(end + 1, "and but") && words.one_of(end + 2, course))
    {
        end += 1;
    }
    (end > from && !(words.lower(end) == "-" && words.is_glued(end))).then(|| words.span(start, end))
}

/// “steady progress”, “a “tremendous” amount of progress”, “no breakthrough”.
fn of_result(line: &Line, i: usize, amount: &str) -> Option<Span> {
    let words = &line.words;
    if words.last_of(i.saturating_sub(5), i, "would could may might hope hopes hoped hoping if whether any").is_some() {
        return None;
    }
    let back = (1..=5).filter_map(|b| i.checked_sub(b));
    let mut back =
        back.take_while(|&n| words.one_of(n, "amount of “ ” \" ‘ ’ a an very most") || words.one_of(n, amount));
    if let Some(from) = back.find(|&n| words.one_of(n, amount)) {
        return Some(words.span(from, i + 1));
    }
    let told = "made reported announced emphasized emphasised acknowledged noted showed report reports hailed";
    words.last_of(i.saturating_sub(2), i, told).is_some().then(|| words.span(i, i + 1))
}
