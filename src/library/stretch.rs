//! A long article in pieces: what is shown and compared of it at once, with all that was read in it.
//!
//! An article of up to [`PIECE_BYTES`] and [`PIECE_BLOCKS`] is one piece. A longer one, or one in which far more is found
//! than in any article, is cut between blocks, within a block between sentences, within a sentence between characters:
//! wherever it is, a piece is small enough to be drawn.
use analysis::Reading;
use corpus::{Article, Block, InOrder, NoticeKind, Span, packed};

/// Bytes of text that are shown at once.
pub const PIECE_BYTES: usize = 48_000;
/// Instead of a number of bytes: no article is cut.
pub(crate) const WHOLE: usize = usize::MAX;
/// Blocks that are shown at once.
pub(crate) const PIECE_BLOCKS: usize = 300;
/// Bytes for each thing found, at least: where more is found a piece is shorter. Every mark has to be drawn, and news has
/// one in 25 to 40 bytes.
const MARK_BYTES: usize = 24;
/// Remarks of the reader that go with a piece.
const NOTICES_MAX: usize = 20;
/// Letters of a headline, of an outlet's name or of an excerpt that are shown at most.
pub(crate) const SHOWN_MAX: usize = 300;

/// Which piece of an article is given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stretch {
    /// Where it begins in the article's text (bytes); spans count from here.
    pub start: u32,
    /// The same in code points.
    pub points: u32,
    /// Which piece it is, from 0.
    pub piece: u32,
    /// How many there are.
    pub pieces: u32,
    /// Where the piece before begins (bytes).
    pub before: u32,
    /// Where it ends, and the next begins (bytes).
    pub end: u32,
    /// The article's length (bytes).
    pub length: u32,
    /// The headline, shortened, of an article in pieces: it may not lie in this one.
    pub headline: Option<String>,
}

packed!(Stretch { start, points, piece, pieces, before, end, length, headline });

impl Stretch {
    /// Whether it is the whole article.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.pieces <= 1
    }
}

/// Where everything begins that was found, in order.
fn found(own: &Reading) -> Vec<u32> {
    let mut all: Vec<u32> = own.mentions.iter().map(|m| m.span.start).collect();
    for a in &own.attributions {
        all.extend(a.cue.iter().map(|c| c.span.start).chain(a.content.iter().map(|c| c.start)));
    }
    all.extend(own.dates.iter().map(|d| d.span.start));
    all.extend(own.figures.iter().map(|f| f.span.start));
    all.extend(own.conditions.iter().map(|c| c.span.start));
    all.extend(own.hedges.iter().map(|h| h.span.start));
    all.extend(own.evaluative.iter().map(|s| s.start));
    all.put_in_order();
    all
}

/// Where the pieces of an article begin.
fn starts(article: &Article, own: &Reading, bytes_max: usize) -> Vec<u32> {
    let mut starts = vec![0];
    if bytes_max == WHOLE {
        return starts;
    }
    let (found, found_max) = (found(own), bytes_max / MARK_BYTES);
    if article.text.len() <= bytes_max && article.blocks.len() <= PIECE_BLOCKS && found.len() <= found_max {
        return starts;
    }
    // Up to where a piece that begins there can go.
    let reach = |from: usize| {
        let first = found.partition_point(|at| (*at as usize) < from);
        let crowded = found.get(first + found_max).map_or(usize::MAX, |at| *at as usize);
        crowded.clamp(from + 1, from + bytes_max)
    };
    let (mut from, mut blocks) = (0_usize, 0);
    for block in &article.blocks {
        let (start, end) = (block.span.start as usize, block.span.end as usize);
        if blocks > 0 && (end > reach(from) || blocks >= PIECE_BLOCKS) {
            starts.push(block.span.start);
            (from, blocks) = (start, 0);
        }
        while end > reach(from) {
            let limit = article.text.floor_char_boundary(reach(from));
            let next = article.sentences.partition_point(|s| s.start as usize <= limit);
            let sentence = next.checked_sub(1).and_then(|n| article.sentences.get(n)).map_or(0, |s| s.start as usize);
            // A piece of white space alone before a sentence would show nothing.
            from = if sentence > (from + limit) / 2 { sentence } else { limit.max(from + 1) };
            starts.push(crate::number(from));
            blocks = 0;
        }
        blocks += 1;
    }
    starts
}

/// The piece of an article that the byte `at` lies in, with what was read in it, where pieces have `bytes_max` bytes.
pub(crate) fn piece_of(article: &Article, own: &Reading, at: u32, bytes_max: usize) -> (Article, Reading, Stretch) {
    let starts = starts(article, own, bytes_max);
    let length = crate::number(article.text.len());
    if starts.len() == 1 {
        let stretch = Stretch { pieces: 1, end: length, length, ..Stretch::default() };
        return (article.clone(), own.clone(), stretch);
    }
    let n = starts.partition_point(|s| *s <= at).saturating_sub(1);
    let start_of = |n: usize| starts.get(n).copied();
    let window = Span { start: start_of(n).unwrap_or(0), end: start_of(n + 1).unwrap_or(length) };
    let before = Span { start: 0, end: window.start }.of(&article.text);
    let stretch = Stretch {
        start: window.start,
        points: crate::number(before.chars().count()),
        piece: crate::number(n),
        pieces: crate::number(starts.len()),
        before: n.checked_sub(1).and_then(start_of).unwrap_or(0),
        end: window.end,
        length,
        headline: article.headline.map(|h| shortened(h.of(&article.text))),
    };
    (cut_article(article, window), cut_reading(own, window), stretch)
}

/// What of a span lies in the window, counted from there.
fn clip(span: Span, window: Span) -> Option<Span> {
    let inside = Span { start: span.start.max(window.start), end: span.end.min(window.end) };
    (inside.start < inside.end).then(|| shift(inside, window))
}

/// A span that lies in the window as a whole, counted from there.
fn whole(span: Span, window: Span) -> Option<Span> {
    window.contains(span).then(|| shift(span, window))
}

fn shift(span: Span, window: Span) -> Span {
    Span { start: span.start - window.start, end: span.end - window.start }
}

fn cut_article(article: &Article, window: Span) -> Article {
    let block = |block: &Block| {
        let span = clip(block.span, window)?;
        let body = clip(block.body, window).unwrap_or(Span { start: span.end, end: span.end });
        Some(Block { span, body, kind: block.kind, label: block.label.and_then(|label| whole(label, window)) })
    };
    let mut notices = Vec::new();
    for notice in &article.notices {
        let told = matches!(notice.kind, NoticeKind::HiddenCharacters | NoticeKind::BadField);
        if notices.len() < NOTICES_MAX && (told || window.contains(notice.span)) {
            let mut notice = notice.clone();
            notice.span = whole(notice.span, window).unwrap_or_default();
            notice.hint = shortened(&notice.hint);
            notices.push(notice);
        }
    }
    let mut published = article.published.clone();
    if let Some(published) = &mut published {
        published.span = published.span.and_then(|s| whole(s, window));
    }
    Article {
        id: article.id.clone(),
        text: window.of(&article.text).to_owned(),
        outlet: article.outlet.clone(),
        published,
        headline: article.headline.and_then(|h| whole(h, window)),
        blocks: within(&article.blocks, window, |b| b.span).iter().filter_map(block).collect(),
        sentences: within(&article.sentences, window, |s| *s).iter().filter_map(|s| clip(*s, window)).collect(),
        notices,
    }
}

/// Those of a list in order that lie in the window or across its edge.
fn within<T>(list: &[T], window: Span, span: impl Fn(&T) -> Span) -> &[T] {
    let from = list.partition_point(|t| span(t).end <= window.start);
    let to = list.partition_point(|t| span(t).start < window.end);
    list.get(from..to.max(from)).unwrap_or(&[])
}

fn cut_reading(own: &Reading, window: Span) -> Reading {
    let mut cut = Reading::default();
    for mention in &own.mentions {
        if let Some((span, name)) = whole(mention.span, window).zip(whole(mention.name, window)) {
            cut.mentions.push(analysis::Mention { span, name, ..*mention });
        }
    }
    for attribution in &own.attributions {
        let clipped = |spans: &[Span]| spans.iter().filter_map(|s| clip(*s, window)).collect::<Vec<Span>>();
        let (content, scope) = (clipped(&attribution.content), clipped(&attribution.scope));
        let cue = attribution.cue.as_ref().filter(|cue| window.contains(cue.span));
        if content.is_empty() && cue.is_none() {
            continue;
        }
        let mut kept = attribution.clone();
        kept.source = kept.source.and_then(|s| whole(s, window));
        kept.cue = kept.cue.filter(|c| window.contains(c.span));
        if let Some(cue) = &mut kept.cue {
            cue.span = shift(cue.span, window);
        }
        cut.attributions.push(analysis::Attribution { content, scope, ..kept });
    }
    for date in own.dates.iter().filter(|d| window.contains(d.span)) {
        cut.dates.push(analysis::DateMention { span: shift(date.span, window), ..date.clone() });
    }
    for passage in &own.passages {
        cut.passages.extend(clip(passage.span, window).map(|span| analysis::Passage { span, ..*passage }));
    }
    let first = own.figures.iter().position(|f| window.contains(f.span)).unwrap_or(0);
    let last = own.figures.iter().rposition(|f| window.contains(f.span)).map_or(0, |n| n + 1);
    for figure in own.figures.iter().take(last).skip(first) {
        let mut figure = figure.clone();
        figure.span = clip(figure.span, window).unwrap_or_default();
        let to = figure.to.map(|to| to as usize).filter(|to| (first..last).contains(to));
        figure.to = to.map(|to| crate::number(to - first));
        cut.figures.push(figure);
    }
    for condition in &own.conditions {
        if let Some((span, marker)) = whole(condition.span, window).zip(whole(condition.marker, window)) {
            let party = condition.party.and_then(|p| whole(p, window));
            cut.conditions.push(analysis::Condition { span, marker, party, ..*condition });
        }
    }
    for hedge in &own.hedges {
        cut.hedges.extend(whole(hedge.span, window).map(|span| analysis::Hedge { span, ..*hedge }));
    }
    cut.evaluative = own.evaluative.iter().filter_map(|s| whole(*s, window)).collect();
    cut.negations = own.negations.iter().filter_map(|s| whole(*s, window)).collect();
    cut
}

/// A text short enough to be shown: in one line, with “…” where there is more.
#[must_use]
pub fn shortened(text: &str) -> String {
    let head = text.get(..text.floor_char_boundary(SHOWN_MAX * 4)).unwrap_or("");
    let mut line = Span::new(0, head.len()).in_one_line(head);
    if head.len() < text.len() || line.chars().count() > SHOWN_MAX {
        line = line.chars().take(SHOWN_MAX).chain(['…']).collect();
    }
    line
}

/// A part of `sentence` that is short enough to be shown, with the places to mark: itself, where it is.
pub(crate) fn excerpt(text: &str, sentence: Span, around: Span) -> Span {
    const MOST: usize = 1200;
    if sentence.len() <= MOST {
        return sentence;
    }
    let from = (around.start.max(sentence.start) as usize).saturating_sub(MOST / 4).max(sentence.start as usize);
    let to = (from + MOST).min(sentence.end as usize);
    Span::new(text.floor_char_boundary(from), text.floor_char_boundary(to))
}

#[cfg(test)]
mod tests {
    use super::*;
    use analysis::read_collection;
    use corpus::{Collection, read_text};

    fn read(text: String) -> (Article, Reading) {
        let article = read_text("a", text);
        let mut reading = read_collection(&Collection { articles: vec![article.clone()], ..Collection::default() });
        (article, reading.articles.remove(0))
    }

    /// Goes through all pieces: they are the text, and no piece is too long.
    fn pieces(article: &Article, own: &Reading, bytes_max: usize) -> Vec<(Article, Reading, Stretch)> {
        let (mut at, mut all, mut text) = (0, Vec::new(), String::new());
        loop {
            let (piece, reading, stretch) = piece_of(article, own, at, bytes_max);
            assert!(piece.text.len() <= bytes_max + 2 && piece.blocks.len() <= PIECE_BLOCKS, "{stretch:?}");
            assert_eq!((stretch.start as usize, stretch.piece as usize), (text.len(), all.len()));
            assert_eq!(stretch.points as usize, text.chars().count());
            text.push_str(&piece.text);
            at = stretch.end;
            let done = stretch.end == stretch.length;
            all.push((piece, reading, stretch));
            if done {
                assert_eq!(text, article.text);
                return all;
            }
        }
    }

    #[test]
    fn a_short_article_is_whole() {
        let (article, own) = read("Rain fell.\n\nAnn Lee said: “It rained.”".into());
        let (piece, reading, stretch) = piece_of(&article, &own, 9, PIECE_BYTES);
        assert_eq!((piece, reading, stretch.is_whole()), (article, own, true));
    }

    #[test]
    fn pieces_together_are_the_article_and_what_was_read_in_it() {
        let paragraph = "Floods in Ulm\n\nAnna Berg, the mayor of Ulm, said on 3 May 2024: “The 12 dams must hold.” It may rain. \
                         Some officials claimed that 300 people had fled from 20 to 30 villages if it rained.\n\n";
        let (article, own) = read(paragraph.repeat(40));
        let all = pieces(&article, &own, 1000);
        assert!(all.len() > 5);
        let words = |a: &Article, r: &Reading| {
            let mut words: Vec<String> = r.mentions.iter().map(|m| m.span.of(&a.text).to_owned()).collect();
            words.extend(r.figures.iter().map(|f| f.span.of(&a.text).to_owned()));
            words.extend(r.dates.iter().map(|d| d.span.of(&a.text).to_owned()));
            words.extend(r.hedges.iter().map(|h| h.span.of(&a.text).to_owned()));
            words.extend(r.attributions.iter().flat_map(|at| at.content.iter().map(|s| s.of(&a.text).to_owned())));
            words.put_in_order();
            words
        };
        let mut parts: Vec<String> = all.iter().flat_map(|(a, r, _)| words(a, r)).collect();
        parts.put_in_order();
        assert_eq!(parts, words(&article, &own));
        let sentences: usize = all.iter().map(|(a, ..)| a.sentences.len()).sum();
        assert_eq!(sentences, article.sentences.len());
    }

    #[test]
    fn what_has_no_places_to_cut_is_cut_all_the_same() {
        for text in ["a".repeat(9000), format!("a{}", "\u{301}".repeat(5000)), "é. ".repeat(4000), "a.\n".repeat(2000)]
        {
            let (article, own) = read(text);
            assert!(pieces(&article, &own, 1000).len() > 1);
        }
    }

    #[test]
    fn where_more_is_found_than_can_be_drawn_pieces_are_shorter() {
        let (article, own) = read("3 4 5 6 7 8 9 10 11 12 in Ulm. ".repeat(200));
        assert!(found(&own).len() > 1500, "{}", found(&own).len());
        let all = pieces(&article, &own, 6000);
        let most = all.iter().map(|(_, reading, _)| found(reading).len()).max();
        assert!(most <= Some(6000 / MARK_BYTES) && all.len() > 5, "{most:?} {}", all.len());
        assert_eq!(all.iter().map(|(_, reading, _)| reading.mentions.len()).sum::<usize>(), own.mentions.len());
    }

    /// Every answer that a view draws of such an article, in bytes.
    fn answers(text: String, headline: bool, limit: usize) {
        use crate::{
            CardOf, CastOf, CatalogueOf, Comparing, Extracting, HeadsOf, Library, Question, TimelineOf, finding,
        };
        use corpus::packed;
        let (len, name) = (text.len(), text.chars().take(12).collect::<String>());
        let mut draft = corpus::Draft { id: "a".into(), text, ..corpus::Draft::default() };
        let outlet = corpus::Outlet { name: "The Gull ".repeat(20_000), url: None, basis: corpus::Basis::Supplied };
        draft.given.outlet = Some(outlet);
        draft.given.headline = headline.then(|| draft.text.clone());
        let library = Library::read(Collection { articles: vec![draft.read()], ..Collection::default() });
        let finding =
            |query: &str, show| finding::Finding { query: query.into(), show, most: 60, ..Default::default() };
        let lines = finding::Show::Lines(finding::LineOrder::Reading);
        let entity = library.reading.entities.first().map_or_else(String::new, |e| e.id.clone());
        let mid = Span::new(len / 2, len / 2);
        let extracting = Extracting { at: Some((0, mid)), ..Extracting::default() };
        let sizes = [
            packed(&CatalogueOf { events_max: 200 }.answer(&library)).len(),
            packed(&Extracting::default().answer(&library)).len(),
            packed(&extracting.answer(&library)).len(),
            packed(&Comparing::default().answer(&library)).len(),
            packed(&HeadsOf { with: String::new(), from: 0, most: 40 }.answer(&library)).len(),
            packed(
                &CastOf { with: String::new(), kind: None, order: Default::default(), from: 0, most: 60 }
                    .answer(&library),
            )
            .len(),
            packed(&CardOf { entity }.answer(&library)).len(),
            packed(&finding("a", finding::Show::Passages).answer(&library)).len(),
            packed(&finding("dam OR a*", lines).answer(&library)).len(),
            packed(&finding("dam OR a*", finding::Show::Plot).answer(&library)).len(),
            packed(&TimelineOf { days: None, bars_max: 96, events_max: 9 }.answer(&library)).len(),
        ];
        assert!(sizes.iter().all(|size| *size < limit), "{name}: {sizes:?}");
    }

    #[test]
    fn no_answer_on_a_huge_article_is_huge() {
        let sentence =
            "Anna Berg, the mayor of Ulm, said on 3 May 2024: “The 12 dams must hold.” It may rain in Bern. ";
        answers(sentence.repeat(4_000), false, 300_000);
        answers("a".repeat(1 << 20), true, 300_000);
        answers("A".repeat(1 << 20), false, 300_000);
        answers("a.\n".repeat(30_000), false, 300_000);
        answers(format!("a{}", "\u{301}".repeat(300_000)), true, 300_000);
    }

    #[test]
    fn long_texts_are_shortened() {
        assert_eq!(shortened(" a\n b "), "a b");
        assert_eq!(shortened(&"é".repeat(5000)).chars().count(), SHOWN_MAX + 1);
        assert_eq!(shortened(&format!("a{}", " ".repeat(9000))), "a…");
        let text = "é".repeat(3000);
        let shown = excerpt(&text, Span::new(0, 6000), Span::new(5001, 5003));
        assert!(shown.contains(Span::new(5002, 5004)) && shown.len() <= 1200 && !shown.of(&text).is_empty());
    }
}
