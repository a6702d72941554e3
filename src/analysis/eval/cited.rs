//! Who says what: segments in marks, their speakers, and reported speech.
use crate::gold::{Annotated, Cited};
use crate::rate::{Asked, Counts, Report};
use analysis::{Attribution, Entity, Manner, Reading};
use corpus::{Article, Span};

const SEGMENTS: Asked = Asked { what: "quoted segments", must: 960, aim: 990, peers: "R 88.8, P 94.9 (compromise)" };
const DIRECT: Asked = Asked { what: "speaker, direct", must: 900, aim: 950, peers: "79.9 (nearest name)" };
const MIXED: Asked = Asked { what: "speaker, mixed", must: 750, aim: 900, peers: "48.4 (nearest name)" };
const INDIRECT: Asked = Asked { what: "speaker, indirect", must: 600, aim: 800, peers: "32.8 (nearest name)" };
const REPORTED: Asked =
    Asked { what: "indirect speech, span overlap and source right", must: 600, aim: 750, peers: "–" };

/// The rows of a set.
pub(crate) fn score(report: &mut Report, data: &str, set: &str, articles: &[Annotated]) {
    let id = |row: &str| format!("{row}-{set}");
    let mut segments = Counts::default();
    let mut speakers = [("direct", DIRECT, [0, 0]), ("mixed", MIXED, [0, 0]), ("indirect", INDIRECT, [0, 0])];
    let mut reported = Counts::default();
    for annotated in articles {
        let (article, gold) = (&annotated.article, &annotated.cited);
        let reading = analysis::read(article, &[]);
        let show = |span: Span| span.in_one_line(&article.text);
        let marked = |m: &str| m != "indirect";

        let found: Vec<Span> = in_marks(&reading).map(|s| trimmed(article, s)).collect();
        let expected: Vec<Span> =
            gold.iter().filter(|g| marked(&g.manner)).map(|g| trimmed(article, g.content)).collect();
        segments.found += found.len();
        segments.expected += expected.len();
        segments.right += found.iter().filter(|f| expected.contains(f)).count();
        for f in found.iter().filter(|f| !expected.contains(f)) {
            report.error(&id("segments"), || format!("{}: spurious “{}”", article.id, show(*f)));
        }
        for e in expected.iter().filter(|e| !found.contains(e)) {
            report.error(&id("segments"), || format!("{}: missed “{}”", article.id, show(*e)));
        }

        for g in gold.iter().filter(|g| !g.speaker.is_empty()) {
            let Some((_, _, [right, of])) = speakers.iter_mut().find(|s| s.0 == g.manner) else { continue };
            let best = best_for(&reading, g);
            let good = best.is_some_and(|a| is_speaker(article, &reading, a, g));
            *of += 1;
            *right += usize::from(good);
            if !good {
                let found = best.map_or_else(|| "nothing".to_owned(), |a| told(article, &reading, a));
                report.error(&id(&g.manner), || {
                    format!("{}: {} for {} | {}", article.id, found, g.speaker, show(g.content))
                });
            }
        }

        let is_match = |a: &Attribution, g: &Cited| {
            overlap(&a.scope, g.content).max(overlap(&a.content, g.content)) >= 500
                && is_source(article, &reading, a, g)
        };
        let indirect = || gold.iter().filter(|g| g.manner == "indirect");
        reported.expected += indirect().count();
        for g in indirect() {
            let got = reading.attributions.iter().any(|a| is_match(a, g));
            reported.right += usize::from(got);
            if !got {
                report.error(&id("reported"), || format!("{}: missed {} | {}", article.id, g.speaker, show(g.content)));
            }
        }
        for a in reading.attributions.iter().filter(|a| a.manner == Manner::Indirect) {
            // What is found once more for the same annotated content is not wrong; what nobody annotated is.
            let known = gold.iter().any(|g| is_match(a, g));
            reported.found += usize::from(!known);
            if !known {
                report.error(&id("reported"), || format!("{}: spurious {}", article.id, told(article, &reading, a)));
            }
        }
    }
    reported.found += reported.right;
    report.f1(&id("segments"), data, SEGMENTS, segments);
    for (manner, asked, [right, of]) in speakers {
        report.share(&id(manner), data, asked, right, of);
    }
    report.f1(&id("reported"), data, REPORTED, reported);
}

fn in_marks(reading: &Reading) -> impl Iterator<Item = Span> {
    reading.attributions.iter().filter(|a| a.manner != Manner::Indirect).flat_map(|a| a.content.iter().copied())
}

/// Without the white space and punctuation at its ends, which styles put in or out of the marks.
fn trimmed(article: &Article, span: Span) -> Span {
    let text = span.of(&article.text);
    let end = text.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
    let start = text.len() - text.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
    Span::new(span.start as usize + start.min(end), span.start as usize + end)
}

/// How much of the shorter one both share, in thousandths.
fn overlap(spans: &[Span], gold: Span) -> usize {
    let whole: usize = spans.iter().map(|s| s.len()).sum();
    let shared: u32 = spans.iter().map(|s| s.end.min(gold.end).saturating_sub(s.start.max(gold.start))).sum();
    1000 * shared as usize / whole.min(gold.len()).max(1)
}

/// The attribution that covers an annotated content best; of two alike the one of the same manner.
fn best_for<'a>(reading: &'a Reading, gold: &Cited) -> Option<&'a Attribution> {
    let marked = gold.manner != "indirect";
    reading
        .attributions
        .iter()
        .map(|a| {
            (
                overlap(if marked { &a.content } else { &a.scope }, gold.content),
                (a.manner != Manner::Indirect) == marked,
                a,
            )
        })
        .filter(|(shared, ..)| *shared >= 500)
        .max_by_key(|(shared, same, _)| (*same, *shared))
        .map(|(.., a)| a)
}

fn told(article: &Article, reading: &Reading, a: &Attribution) -> String {
    let content: Vec<String> = a.content.iter().map(|s| s.in_one_line(&article.text)).collect();
    let entity = a.speaker.and_then(|s| reading.entities.get(s as usize)).map_or("nobody", |e| e.name.as_str());
    let source = a.source.map_or(String::new(), |s| s.in_one_line(&article.text));
    let name = a.speaker_name.as_deref().unwrap_or(entity);
    format!("{name} [{source}] ({}) | {}", a.rule, content.join(" … "))
}

/// Lower case, letters and digits only, without articles.
fn plain(text: &str) -> Vec<String> {
    text.to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty() && !matches!(*w, "the" | "a" | "an" | "s"))
        .map(str::to_owned)
        .collect()
}

/// The same name: equal, or one ends as the other does (a surname), or one description holds the other.
fn same_name(a: &str, b: &str) -> bool {
    let (a, b) = (plain(a), plain(b));
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    !short.is_empty()
        && (long.ends_with(&short) || (short.len() > 1 || long.len() < 3) && short.iter().all(|w| long.contains(w)))
}

/// Whether the engine names the annotated speaker.
fn is_speaker(article: &Article, reading: &Reading, a: &Attribution, gold: &Cited) -> bool {
    is_named(article, &reading.entities, a, &gold.speaker, &gold.source)
}

/// Whether an attribution has this speaker (of “A + B” all of them), or a source written alike.
pub(crate) fn is_named(article: &Article, entities: &[Entity], a: &Attribution, speaker: &str, source: &str) -> bool {
    let entity = a.speaker.and_then(|s| entities.get(s as usize)).map_or("", |e| e.name.as_str());
    let found = a.speaker_name.as_deref().unwrap_or(entity);
    let written = a.source.map_or("", |s| s.of(&article.text));
    let mut several = speaker.split(" + ");
    let pronoun = |w: &str| matches!(w.to_lowercase().as_str(), "he" | "she" | "they" | "it" | "who");
    let named = |name: &str| {
        same_name(found, name)
            || same_name(entity, name)
            || plain(name).last().is_some_and(|last| plain(found).contains(last) || plain(written).contains(last))
    };
    if several.clone().count() > 1 {
        return several.all(named);
    }
    several.all(|name| same_name(found, name) || same_name(entity, name))
        || (!pronoun(source) && !source.is_empty() && a.source.is_some() && same_name(written, source))
}

/// Whether it is the right source: as written, or who it is.
fn is_source(article: &Article, reading: &Reading, a: &Attribution, gold: &Cited) -> bool {
    a.source.is_some_and(|s| !gold.source.is_empty() && same_name(s.of(&article.text), &gold.source))
        || is_speaker(article, reading, a, gold)
}
