//! Where sentences end.
//!
//! A stop ends a sentence unless it belongs to an abbreviation, an initial, a number or an omission, or the words
//! go on in lower case (“Really?” he said). Marks that close with the stop belong to its sentence, inside (.”) and
//! outside (”.). Sentences inside quotations are sentences. Which word may follow which abbreviation is data.
//! One pass with bounded looks aside, so linear. English; the full-width and other stops of other scripts count.
use crate::Lower;
use crate::Span;
use crate::words::{ABBREVIATIONS, Abbreviation, OPENERS, SAYING};

/// Appends the sentences of `span` to `out`, in order; together they hold every visible character of it.
pub(crate) fn split(text: &str, span: Span, out: &mut Vec<Span>) {
    let part = span.of(text);
    let base = span.start as usize;
    let scan = Scan {
        chars: part.char_indices().map(|(at, c)| (u32::try_from(at).unwrap_or(u32::MAX), c)).collect(),
        len: part.len(),
    };
    let mut from = 0;
    let mut i = 0;
    let mut inside_straight = false;
    while let Some(c) = scan.at(i) {
        if c == '"' {
            inside_straight = !inside_straight;
        }
        if !is_stop(c) {
            i += 1;
            continue;
        }
        let stop = scan.stop_at(i, inside_straight);
        if scan.ends_sentence(from, &stop) {
            push(part, base, scan.byte(from), scan.byte(stop.end), out);
            from = stop.end;
        }
        inside_straight ^= stop.straight_closers % 2 == 1;
        i = stop.end;
    }
    push(part, base, scan.byte(from), part.len(), out);
}

fn push(part: &str, base: usize, from: usize, to: usize, out: &mut Vec<Span>) {
    let piece = part.get(from..to).unwrap_or("");
    let inner = piece.trim();
    if !inner.is_empty() {
        let start = base + from + (piece.len() - piece.trim_start().len());
        out.push(Span::new(start, start + inner.len()));
    }
}

/// A run of stops with the marks that close after it.
struct Stop {
    /// The first stop.
    start: usize,
    /// One past the last stop or closing mark.
    end: usize,
    /// What the stops are: the strongest of them.
    kind: StopKind,
    /// Whether marks close after it.
    closes: bool,
    /// How many straight double quotes are among them.
    straight_closers: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum StopKind {
    Full,
    Ellipsis,
    /// `!` or `?`.
    Loud,
    /// A stop of a script that puts no space after it.
    Wide,
}

struct Scan {
    /// Byte offset and character.
    chars: Vec<(u32, char)>,
    len: usize,
}

/// How far a look aside may go, in characters.
const LOOK: usize = 48;

impl Scan {
    fn at(&self, i: usize) -> Option<char> {
        self.chars.get(i).map(|&(_, c)| c)
    }

    fn before(&self, i: usize) -> Option<char> {
        self.at(i.checked_sub(1)?)
    }

    fn byte(&self, i: usize) -> usize {
        self.chars.get(i).map_or(self.len, |&(at, _)| at as usize)
    }

    fn is_white(&self, i: usize) -> bool {
        self.at(i).is_some_and(char::is_whitespace)
    }

    /// The stop that starts at `i`: stops, closing marks, stops again.
    fn stop_at(&self, i: usize, inside_straight: bool) -> Stop {
        let (mut dots, mut loud, mut wide, mut ellipsis) = (0, false, false, false);
        let mut stop = Stop { start: i, end: i, kind: StopKind::Full, closes: false, straight_closers: 0 };
        let mut open = inside_straight;
        while let Some(c) = self.at(stop.end) {
            match c {
                '.' => dots += 1,
                '…' => ellipsis = true,
                '。' | '！' | '？' | '।' | '．' => wide = true,
                _ if is_stop(c) => loud = true,
                '"' if open || !self.opens_word(stop.end + 1) => {
                    open = !open;
                    stop.closes = true;
                    stop.straight_closers += 1;
                }
                '”' | '’' | '»' | ')' | ']' | '}' | '“' | '‘' | '\'' | '«' | '*' | '_'
                    if !self.opens_word(stop.end + 1) || matches!(c, '”' | ')' | ']') =>
                {
                    stop.closes = true;
                }
                // A spaced ellipsis: “. . .”.
                ' ' | '\u{a0}' if !stop.closes && self.before(stop.end) == Some('.') && self.spaced_dot(stop.end) => {}
                _ => break,
            }
            stop.end += 1;
        }
        stop.kind = match (wide, loud, ellipsis || dots > 1 && !self.dots_apart(&stop)) {
            (true, ..) => StopKind::Wide,
            (_, true, _) => StopKind::Loud,
            (_, _, true) => StopKind::Ellipsis,
            _ => StopKind::Full,
        };
        self.take_parted_closer(&mut stop, open);
        // A reference after the stop: “…peace.[1] The”.
        if let Some(end) = self.reference_end(stop.end) {
            stop.end = end;
        }
        stop
    }

    /// A closing mark that a blank parts from its stop: “… is over. ” He”.
    fn take_parted_closer(&self, stop: &mut Stop, open: bool) {
        let at = stop.end + 1;
        let straight = self.at(at) == Some('"') && open;
        let parted = self.is_white(stop.end) && self.at(at + 1).is_none_or(char::is_whitespace);
        if !stop.closes && parted && (straight || matches!(self.at(at), Some('”' | '»'))) {
            stop.closes = true;
            stop.straight_closers += usize::from(straight);
            stop.end = at + 1;
        }
    }

    /// Whether the blank at `i` stands inside a spaced ellipsis (a dot follows, and no number: “. .5”).
    fn spaced_dot(&self, i: usize) -> bool {
        self.at(i + 1) == Some('.') && !self.at(i + 2).is_some_and(char::is_alphanumeric)
    }

    /// Whether the dots of a stop are parted by closing marks (`.”.`), so that they are no ellipsis.
    fn dots_apart(&self, stop: &Stop) -> bool {
        stop.closes
            && self.at(stop.start + 1) != Some('.')
            && !(self.is_white(stop.start + 1) && self.at(stop.start + 2) == Some('.'))
    }

    fn opens_word(&self, i: usize) -> bool {
        self.at(i).is_some_and(char::is_alphanumeric)
    }

    fn reference_end(&self, i: usize) -> Option<usize> {
        if self.at(i) != Some('[') {
            return None;
        }
        let digits = (1..=4).take_while(|d| self.at(i + d).is_some_and(|c| c.is_ascii_digit())).count();
        (digits > 0 && self.at(i + digits + 1) == Some(']')).then_some(i + digits + 2)
    }

    fn ends_sentence(&self, from: usize, stop: &Stop) -> bool {
        if stop.end >= self.chars.len() || stop.kind == StopKind::Wide {
            return true;
        }
        if !self.is_white(stop.end) {
            return self.ends_without_space(stop);
        }
        let mut next = stop.end;
        while self.is_white(next) {
            next += 1;
        }
        let Some(head) = self.head_from(next) else { return true };
        let first = self.at(head).unwrap_or(' ');
        let goes_on = first.is_lowercase() && !self.is_brand(head);
        match stop.kind {
            // “[...]” is an omission inside the sentence.
            StopKind::Ellipsis if stop.start > 0 && matches!(self.before(stop.start), Some('[' | '(')) => false,
            _ if goes_on => false,
            StopKind::Ellipsis => first != 'I' || self.opens_word(head + 1) || stop.closes,
            StopKind::Loud => !stop.closes || !self.names_speaker(head),
            _ if stop.closes => self.opens_sentence(head) || !is_abbreviation(&self.word_before(stop.start)),
            _ => self.full_stop_ends(from, stop.start, head),
        }
    }

    /// Whether a word with a capital stands at `head` that usually opens a sentence (an initial does not).
    fn opens_sentence(&self, head: usize) -> bool {
        let word = self.word_at(head);
        word.chars().next().is_some_and(char::is_uppercase)
            && self.at(head + word.chars().count()) != Some('.')
            && OPENERS.contains(word.lower().as_str())
    }

    /// A stop with nothing after it: “peace.The next”.
    fn ends_without_space(&self, stop: &Stop) -> bool {
        let next = self.at(stop.end).unwrap_or(' ');
        if stop.kind == StopKind::Ellipsis {
            return false;
        }
        let opening = matches!(next, '“' | '„' | '‘' | '«' | '"');
        let head = stop.end + usize::from(opening);
        let big = self.at(head).is_some_and(char::is_uppercase);
        let then_small = self.at(head + 1).is_some_and(|c| c.is_lowercase() || c.is_whitespace());
        let word_before = [1, 2, 3]
            .iter()
            .all(|n| stop.start.checked_sub(*n).and_then(|i| self.at(i)).is_some_and(|c| c.is_lowercase() || *n > 2));
        big && (then_small || stop.closes) && (word_before || stop.closes) && !self.is_address(stop.start)
    }

    /// Whether the token around `i` is a web or mail address.
    fn is_address(&self, i: usize) -> bool {
        let from =
            (i.saturating_sub(LOOK)..i).rev().find(|&j| self.is_white(j)).map_or(i.saturating_sub(LOOK), |j| j + 1);
        let to = (i..i + LOOK).find(|&j| self.at(j).is_none_or(char::is_whitespace)).unwrap_or(i + LOOK);
        (from..to).any(|j| matches!(self.at(j), Some('@' | '/' | '_' | '=')))
    }

    /// The first letter or digit of what follows, behind opening marks; `None` at the end.
    fn head_from(&self, next: usize) -> Option<usize> {
        let end = self.chars.len().min(next + 8);
        (next..end).find(|&i| self.opens_word(i)).or((next < self.chars.len()).then_some(next))
    }

    /// A name that starts small: a capital follows in the same word (iPhone, eBay).
    fn is_brand(&self, head: usize) -> bool {
        (head + 1..head + 8).take_while(|&i| self.opens_word(i)).any(|i| self.at(i).is_some_and(char::is_uppercase))
    }

    /// Whether a name and a verb of saying follow: “Will it hold?” Ms Smith asked.
    fn names_speaker(&self, head: usize) -> bool {
        let mut i = head;
        for n in 0..5 {
            let word = self.word_at(i);
            if word.is_empty() {
                return false;
            }
            if n > 0 && SAYING.contains(word.as_str()) {
                return true;
            }
            if !word.chars().next().is_some_and(char::is_uppercase) {
                return false;
            }
            i += word.chars().count();
            while matches!(self.at(i), Some('.' | ' ')) {
                i += 1;
            }
        }
        false
    }

    fn word_at(&self, i: usize) -> String {
        (i..i + LOOK)
            .map_while(|j| self.at(j))
            .take_while(|c| c.is_alphabetic() || matches!(c, '-' | '’' | '\''))
            .collect()
    }

    /// What stands before `i` up to white space or an opening mark, in lower case.
    fn word_before(&self, i: usize) -> String {
        let from = (i.saturating_sub(LOOK)..i).rev().find(|&j| {
            self.at(j).is_none_or(|c| {
                c.is_whitespace() || matches!(c, '(' | '[' | '“' | '„' | '"' | '‘' | '«' | '—' | '–' | '/' | ',')
            })
        });
        let from = from.map_or(i.saturating_sub(LOOK), |j| j + 1);
        (from..i).filter_map(|j| self.at(j)).map(|c| c.lower()).collect()
    }

    /// Whether a single full stop at `i`, followed by white space and then `head`, ends the sentence.
    fn full_stop_ends(&self, from: usize, i: usize, head: usize) -> bool {
        let word = self.word_before(i);
        let first = self.at(head).unwrap_or(' ');
        let opens = self.opens_sentence(head);
        let number = first.is_numeric();
        // The number of a list item: “1. The first”, “1.) The first”.
        let start = i - word.chars().count().min(i);
        if start <= from + usize::from(self.is_white(from)) && word.chars().all(char::is_numeric) && !word.is_empty() {
            return false;
        }
        match ABBREVIATIONS.get(word.as_str()) {
            Some(Abbreviation::Before) => false,
            Some(Abbreviation::Number) => !number,
            Some(Abbreviation::Either) => opens,
            Some(Abbreviation::Clock) => self.clock_ends(from, i, head),
            None if is_acronym(&word) => opens,
            None if word.chars().count() == 1 && self.before(i).is_some_and(char::is_uppercase) => {
                self.initial_ends(i, opens)
            }
            // “(b. March 2009)”, “c. 1230”.
            None if word.chars().count() == 1 && word.chars().all(char::is_lowercase) => opens,
            None => true,
        }
    }

    /// After “5 p.m.”: a weekday, month or zone goes on; so does a clause that has only just begun.
    fn clock_ends(&self, from: usize, i: usize, head: usize) -> bool {
        let next = self.word_at(head);
        if next.chars().all(char::is_uppercase) && next.chars().count() <= 4 && !next.is_empty() && next != "I" {
            return false;
        }
        let lower = next.lower();
        if crate::stamps::is_month(&lower) || crate::stamps::is_weekday(&lower) {
            return false;
        }
        let blanks = (from..i).rev().take(LOOK).filter(|&j| self.is_white(j)).count();
        i.saturating_sub(from) > LOOK || blanks > 3 || !next.chars().next().is_some_and(char::is_uppercase)
    }

    /// After a lone capital: an initial (J. Smith) goes on; “you and I.”, “vitamin C.” end before an opener.
    fn initial_ends(&self, i: usize, opens: bool) -> bool {
        let pronoun = self.at(i - 1) == Some('I');
        let prior = self.word_before(i.saturating_sub(2));
        let named = i >= 3 && {
            let at = i.saturating_sub(2).saturating_sub(prior.chars().count());
            self.at(at).is_some_and(char::is_uppercase)
        };
        opens || (pronoun && !named && i >= 3)
    }
}

fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '‽' | '。' | '！' | '？' | '।' | '؟' | '．')
}

fn is_abbreviation(word: &str) -> bool {
    is_acronym(word) || word.chars().count() == 1 || ABBREVIATIONS.contains_key(word)
}

/// Letters and dots by turns: u.s, j.d, ph.d.
fn is_acronym(word: &str) -> bool {
    word.contains('.') && word.split('.').all(|p| p.chars().count() <= 2 && p.chars().all(char::is_alphabetic))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sentences are written with `|` between them.
    fn check(marked: &str) {
        let text = marked.replace('|', " ");
        let mut found = Vec::new();
        split(&text, Span::new(0, text.len()), &mut found);
        let found: Vec<&str> = found.iter().map(|s| s.of(&text)).collect();
        let expected: Vec<&str> = marked.split('|').collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn stops_of_abbreviations_names_and_numbers() {
        check("Gen. Park met Sen. Ruiz on Jan. 5 in St. Louis.|They spoke.");
        check("The U.S. Senate voted.|He left the U.S.|The vote was close.");
        check("J. D. Salt and J.D. Pepper of Acme Inc. agreed.|It paid $3.5 million.");
        check("At 10:30 a.m. Monday the court sat.|It rose at 5 p.m.|Nobody spoke.");
        check("See No. 10, vol. 2, p. 3.|The end.");
        check("Dr. A. B. Moyo of the E.U. mission, Lt. Col. Ito and others, e.g. guards, left.");
        check("The index fell 2.5 per cent to 6,120.|In 2024.|Then it rose.");
        check("He voted no.|Others followed.|Option B.|The rest failed.");
        check("Theo (b. March 1809) and the wall (c. 1230) stand.|Next.");
        check("Smith v. Jones and al-Qaida vs. Daesh were named.");
        check("The city of Washington, D.C., is hot.|Police in Washington, D.C. said so.");
    }

    #[test]
    fn stops_and_quotation_marks() {
        check("“We go.|We do not wait,” she said.|“Why?”");
        check("“Really?” he said.|“Really?” Anna Moyo asked.|“No!”|Then it was quiet.");
        check("He called it “a farce.”|Others did not.|She called it ‘a farce’.|They left.");
        check("\"It is over.\"|He left.|\"Is it?\" she asked.|\"Yes.\"");
        check("„Es ist vorbei.“|Er ging.|« C’est fini. »|Il part.");
        check("«Everything is ready.»|They left.");
        check("\"It is over. \"|He left.");
        check("He said ‘no.’|They agreed.|(It was late.)|All slept.");
        check("The “U.S.” Army left.|[George W.] Bush came.");
    }

    #[test]
    fn other_stops() {
        check("Wait … it goes on.|Wait...|It ended.|He said . . . nothing.");
        check("What?!|No.|iPhone sales rose.|2,000 people came.|eBay fell.");
        check("It passed.[3]|The vote “[...] was close”.");
        check("See https://www.example.org/a.B?c=D.|Then go to a.b@example.org.");
        check("Yahoo! said so.|Is it?|Yes!");
    }

    #[test]
    fn stops_without_a_space() {
        let text = "Talks ended.The delegations left.“We tried,” he said.He works for Node.Js and example.Com today.";
        let mut found = Vec::new();
        split(text, Span::new(0, text.len()), &mut found);
        let found: Vec<&str> = found.iter().map(|s| s.of(text)).collect();
        assert_eq!(found[..3], ["Talks ended.", "The delegations left.", "“We tried,” he said."]);
    }

    #[test]
    fn the_time_is_linear() {
        // Each of these would take minutes if a look aside were not bounded.
        for piece in ["a.", ". ", "“.", "U.S. ", "?\" ", "( ", ".[1]", "\"", "Mr. ", ". . ", "x.Y"] {
            let text = piece.repeat(400_000 / piece.len());
            let mut found = Vec::new();
            split(&text, Span::new(0, text.len()), &mut found);
            assert!(!found.is_empty());
        }
        let text = format!("a.{}b", " ".repeat(400_000)).repeat(2);
        let mut found = Vec::new();
        split(&text, Span::new(0, text.len()), &mut found);
        assert!(!found.is_empty());
    }
}
