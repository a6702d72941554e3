//! What the reader of the files decided for each article, to be looked through and corrected.
use crate::{Library, Question, duplicates, number};
use analysis::take_along::{clock, days};
use corpus::{Basis, BlockKind, Given, Lower, Moment, Notice, NoticeKind, TokenKind, packed, tokens};

/// Asks for a stretch of the articles with what was decided for each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReviewOf {
    /// Only those with these words in id, outlet, headline or file name.
    pub with: String,
    /// Which ones.
    pub only: ReviewOnly,
    /// The first of them, from 0.
    pub from: u32,
    /// At most so many.
    pub most: u32,
}

/// Which articles are to be looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReviewOnly {
    /// All.
    #[default]
    All,
    /// Those whose outlet nobody states.
    NoOutlet,
    /// Those without a day.
    NoDate,
    /// Those without a headline.
    NoHeadline,
    /// Those of whose text something was set aside.
    SetAside,
    /// Those with other remarks.
    Remarks,
    /// Those that are nearly the same as another.
    Alike,
}

/// How something is known, for the user: as it is, and in which words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decided {
    /// What: a name, a day, a headline; empty where there is none.
    pub value: String,
    /// How it is known: “in the text”, “given with it”, “by you”.
    pub how: String,
    /// Whether it is concluded: nobody said it.
    pub concluded: bool,
}

/// A block, where its kind matters: everything that was set aside, and the first blocks of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The byte it begins at.
    pub start: u32,
    /// What it is taken for.
    pub kind: BlockKind,
    /// Whether the user said so.
    pub by_user: bool,
    /// Its words; the first 200 characters of them.
    pub words: String,
}

/// One article as it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReviewRow {
    /// Its id.
    pub id: String,
    /// Who published it.
    pub outlet: Decided,
    /// When.
    pub published: Decided,
    /// Its headline.
    pub headline: Decided,
    /// The file it came from.
    pub from: String,
    /// Words of its story.
    pub words: u32,
    /// The first blocks (at most four) and all that were set aside (at most twenty).
    pub pieces: Vec<Piece>,
    /// Other remarks, in sentences.
    pub remarks: Vec<String>,
    /// An article that is nearly the same: its id, and how many of a hundred of their word sequences both have.
    pub alike: Option<(String, u32)>,
}

/// A stretch of articles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Review {
    /// The rows asked for.
    pub rows: Vec<ReviewRow>,
    /// How many fit in all.
    pub total: u32,
    /// How many there are of each [`ReviewOnly`], in its order.
    pub counts: Vec<u32>,
}

packed!(ReviewOf { with, only, from, most });
packed!(enum ReviewOnly {
    0 => All, 1 => NoOutlet, 2 => NoDate, 3 => NoHeadline, 4 => SetAside, 5 => Remarks, 6 => Alike,
});
packed!(Decided { value, how, concluded });
packed!(Piece { start, kind, by_user, words });
packed!(ReviewRow { id, outlet, published, headline, from, words, pieces, remarks, alike });
packed!(Review { rows, total, counts });

/// Words that a piece shows at most, in characters.
const PIECE_MAX: usize = 200;
/// First blocks that are shown, and those that were set aside.
const FIRST: usize = 4;
const ASIDE: usize = 20;

impl ReviewOnly {
    const ALL: [Self; 7] =
        [Self::All, Self::NoOutlet, Self::NoDate, Self::NoHeadline, Self::SetAside, Self::Remarks, Self::Alike];

    /// Its bit in what is known of an article.
    fn bit(self) -> u8 {
        1 << self as u8
    }
}

impl Question for ReviewOf {
    type Answer = Review;
    const NUMBER: u8 = 40;

    fn needs(&self, library: &Library) -> Vec<u32> {
        self.found(library).0
    }

    fn answer(&self, library: &Library) -> Review {
        let (rows, total) = self.found(library);
        let kinds = library.kinds();
        let count = |only: ReviewOnly| number(kinds.iter().filter(|bits| **bits & only.bit() != 0).count());
        Review {
            rows: rows.into_iter().filter_map(|n| row(library, n as usize)).collect(),
            total,
            counts: ReviewOnly::ALL.into_iter().map(count).collect(),
        }
    }
}

impl ReviewOf {
    /// The numbers of the articles asked for, and how many fit in all.
    fn found(&self, library: &Library) -> (Vec<u32>, u32) {
        let with = self.with.lower();
        let wanted: Vec<&str> = with.split_whitespace().collect();
        let (mut rows, mut total) = (Vec::new(), 0);
        for (n, bits) in library.kinds().iter().enumerate() {
            if bits & self.only.bit() == 0 || !wanted.is_empty() && !fits(library, n, &wanted) {
                continue;
            }
            if total >= self.from && rows.len() < self.most as usize {
                rows.push(number(n));
            }
            total += 1;
        }
        (rows, total)
    }
}

/// Whether id, outlet, headline or file name have all these words.
fn fits(library: &Library, n: usize, wanted: &[&str]) -> bool {
    let Some(article) = library.collection.articles.get(n) else { return false };
    let outlet = article.outlet.as_ref().map_or("", |o| o.name.as_str());
    let from = library.given(n).map_or("", |given| given.from.as_str());
    let text = format!("{} {outlet} {} {from}", article.id, article.headline_text().unwrap_or_default()).lower();
    wanted.iter().all(|w| text.contains(w))
}

impl Library {
    /// By article: which [`ReviewOnly`] it fits, as bits.
    fn kinds(&self) -> &[u8] {
        self.kinds.get_or_init(|| {
            let kinds = self.collection.articles.iter().enumerate().map(|(n, article)| {
                // What the file sets aside may be the story by the user's word.
                let counts = |n: &Notice| {
                    n.span.is_empty() || article.block_at(n.span.start).is_none_or(|block| !block.kind.is_content())
                };
                let noticed = |aside: bool| {
                    let mut notices = article.notices.iter();
                    notices.any(|n| (n.kind == NoticeKind::SetAside) == aside && (!aside || counts(n)))
                };
                let dated = self.reading.datings.get(n).is_some_and(Option::is_some);
                let fits = [
                    true,
                    article.outlet.is_none(),
                    article.published.is_none() && !dated,
                    article.headline.is_none(),
                    noticed(true),
                    noticed(false),
                    self.alike().get(n).is_some_and(Option::is_some),
                ];
                ReviewOnly::ALL.iter().zip(fits).fold(0, |bits, (only, fits)| bits | if fits { only.bit() } else { 0 })
            });
            kinds.collect()
        })
    }

    /// Which articles are nearly the same. Of a prepared corpus nobody knows: its texts are not here.
    pub(crate) fn alike(&self) -> &[Option<(u32, u32)>] {
        self.alike.get_or_init(|| {
            if self.store.is_some() {
                return Vec::new();
            }
            let kept = self.workspace.as_ref().map_or(&[][..], |w| w.besides.as_slice());
            if kept.len() == self.collection.articles.len() {
                let samples: Vec<&[u32]> = kept.iter().map(|beside| &*beside.samples).collect();
                return duplicates::alike(&self.collection.articles, &samples);
            }
            let samples: Vec<Vec<u32>> = self.collection.articles.iter().map(duplicates::samples).collect();
            let samples: Vec<&[u32]> = samples.iter().map(Vec::as_slice).collect();
            duplicates::alike(&self.collection.articles, &samples)
        })
    }
}

/// A day, and the time where it is known, as it is read and as it can be written: “6 May 2024, 08:00”.
fn shown(moment: Moment) -> String {
    moment.date.short() + &clock(moment.time_s)
}

fn row(library: &Library, n: usize) -> Option<ReviewRow> {
    let article = library.collection.articles.get(n)?;
    let nothing = Given::default();
    let given = library.given(n).unwrap_or(&nothing);
    let by = |bit: u8, basis: Basis| match basis {
        _ if given.said & bit != 0 => "by you",
        Basis::Stated => "in the text",
        Basis::Derived => "concluded",
        Basis::Supplied => "given with it",
    };
    let decided = |value: String, how: &str| Decided { value, how: how.to_owned(), concluded: false };
    let outlet = article.outlet.as_ref().map(|o| decided(o.name.clone(), by(Given::OUTLET, o.basis)));
    // A day that nobody gave or said stands in the name of its file.
    let ungiven = library.given(n).is_some_and(|g| g.published.is_none() && g.said & Given::PUBLISHED == 0);
    let published = article.published.as_ref().map(|p| {
        let named = ungiven && p.basis == Basis::Supplied;
        decided(shown(p.value), if named { "in the name of its file" } else { by(Given::PUBLISHED, p.basis) })
    });
    let dating = library.reading.datings.get(n).and_then(Option::as_ref);
    let concluded = dating.map(|d| Decided {
        concluded: true,
        ..decided(days(d.earliest, d.latest), &format!("concluded: {}", d.reason))
    });
    let basis = if given.headline.is_some() { Basis::Supplied } else { Basis::Stated };
    let headline = article.headline.map(|h| decided(h.in_one_line(&article.text), by(Given::HEADLINE, basis)));
    let words = article.sentences.iter().flat_map(|s| tokens(&article.text, *s));
    let mut pieces: Vec<Piece> = Vec::new();
    let mut aside = 0;
    for (at, block) in article.blocks.iter().enumerate() {
        let set_aside = !block.kind.is_content();
        aside += usize::from(set_aside);
        if at < FIRST || set_aside && aside <= ASIDE {
            pieces.push(Piece {
                start: block.span.start,
                kind: block.kind,
                by_user: given.kinds.iter().any(|(start, _)| *start == block.span.start),
                words: block.span.in_one_line(&article.text).chars().take(PIECE_MAX).collect(),
            });
        }
    }
    let remarks = article.notices.iter().filter(|notice| notice.kind != NoticeKind::SetAside);
    let alike = library.alike().get(n).copied().flatten();
    Some(ReviewRow {
        id: article.id.clone(),
        outlet: outlet.unwrap_or_default(),
        published: published.or(concluded).unwrap_or_default(),
        headline: headline.unwrap_or_default(),
        from: given.from.clone(),
        words: number(words.filter(|t| matches!(t.kind, TokenKind::Word | TokenKind::Number)).count()),
        pieces,
        remarks: remarks.map(|notice| notice.hint.clone()).collect(),
        alike: alike
            .and_then(|(other, share)| Some((library.collection.articles.get(other as usize)?.id.clone(), share))),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Gathering;
    use crate::bringing::Edit;
    use crate::workspace::Edited;
    use corpus::{Draft, Outlet, Span};

    fn library() -> Library {
        let story =
            "The river rose again on Sunday and people left their houses for the night, said Anna Berg in Graz. ";
        let outlet = |basis| Some(Outlet { name: "The Gull".into(), url: None, basis });
        let all = [
            ("a", format!("River floods town\n\n{story}{story}\n\nFollow us on social media"), Given::default()),
            (
                "b",
                "Rain fell.".into(),
                Given { outlet: outlet(Basis::Supplied), from: "x/list.csv".into(), ..Given::default() },
            ),
            (
                "c",
                "Snow fell.\n\n2024-02-01 08:00:00".into(),
                Given { headline: Some("Sun".into()), ..Given::default() },
            ),
            (
                "d",
                format!("{story}{story} The dam held."),
                Given { published: "2024-05-06".parse().ok(), ..Given::default() },
            ),
        ];
        let mut gathering = Gathering::kept("Mine", "", Vec::new());
        for (id, text, given) in all {
            gathering.put(Draft { id: id.into(), text, given, ..Draft::default() });
        }
        gathering.finish(None).library
    }

    fn ask(library: &Library, only: ReviewOnly, with: &str) -> Review {
        ReviewOf { only, with: with.into(), from: 0, most: 9 }.answer(library)
    }

    #[test]
    fn what_was_decided_and_how() {
        let mut library = library();
        let ids = |only, with: &str| ask(&library, only, with).rows.into_iter().map(|r| r.id).collect::<Vec<_>>();
        assert_eq!(ids(ReviewOnly::All, ""), ["a", "b", "c", "d"]);
        assert_eq!(ids(ReviewOnly::NoOutlet, ""), ["a", "c", "d"]);
        assert_eq!(ids(ReviewOnly::NoDate, ""), ["a", "b"]);
        assert_eq!(ids(ReviewOnly::NoHeadline, ""), ["b", "c", "d"]);
        assert_eq!(ids(ReviewOnly::SetAside, ""), ["a", "c"]);
        assert_eq!(ids(ReviewOnly::Remarks, ""), ["c"]);
        assert_eq!(ids(ReviewOnly::Alike, ""), ["a", "d"]);
        assert_eq!(
            (ids(ReviewOnly::All, "GULL list"), ids(ReviewOnly::All, "floods")),
            (vec!["b".into()], vec!["a".into()])
        );
        let all = ask(&library, ReviewOnly::All, "");
        assert_eq!((all.total, all.counts), (4, vec![4, 3, 2, 3, 2, 1, 2]));
        let told = |d: &Decided| (d.value.clone(), d.how.clone());
        let [a, b, c, d] = &all.rows[..] else { panic!() };
        assert_eq!(told(&a.headline), ("River floods town".into(), "in the text".into()));
        assert_eq!(told(&b.outlet), ("The Gull".into(), "given with it".into()));
        assert_eq!(told(&c.published), ("1 Feb 2024, 08:00".into(), "in the text".into()));
        assert_eq!(told(&d.published), ("6 May 2024".into(), "given with it".into()));
        assert_eq!((told(&b.published), b.from.as_str(), b.words), (Default::default(), "x/list.csv", 2));
        assert!(c.remarks[0].contains("headline"), "{:?}", c.remarks);
        assert!(a.alike.as_ref().is_some_and(|(id, share)| id == "d" && *share >= 40), "{:?}", a.alike);
        let footer = a.pieces.last().unwrap();
        assert_eq!(
            (footer.kind, footer.by_user, footer.words.as_str()),
            (BlockKind::Footer, false, "Follow us on social media")
        );
        let part = ReviewOf { from: 1, most: 2, ..ReviewOf::default() }.answer(&library);
        assert_eq!((part.rows.iter().map(|r| r.id.as_str()).collect::<Vec<_>>(), part.total), (vec!["b", "c"], 4));
        // What the user says is counted and told.
        let outlet = Outlet { name: "The Tern".into(), url: None, basis: Basis::Supplied };
        assert!(matches!(library.edit(&Edit::Outlet(vec!["a".into()], Some(outlet))), Edited::Done));
        let rows = ask(&library, ReviewOnly::All, "tern");
        assert_eq!(
            (rows.total, rows.counts[1], told(&rows.rows[0].outlet)),
            (1, 2, ("The Tern".into(), "by you".into()))
        );
        let Edited::Begun(kind) = library.edit(&Edit::Kind("a".into(), footer.start, Some(BlockKind::Paragraph)))
        else {
            panic!()
        };
        let library = kind.finish(Some(library)).library;
        let row = &ask(&library, ReviewOnly::All, "floods").rows[0];
        assert_eq!(row.pieces.last().map(|p| (p.kind, p.by_user)), Some((BlockKind::Paragraph, true)));
        assert_eq!(ask(&library, ReviewOnly::SetAside, "").total, 1);
    }

    #[test]
    fn a_day_from_the_name_of_a_file() {
        let mut gathering = Gathering::kept("Mine", "", Vec::new());
        let text = "Rain fell for days and days, and nobody slept.";
        gathering.put(Draft { id: "gull 2024-05-07".into(), text: text.into(), ..Draft::default() });
        let mut library = gathering.finish(None).library;
        let told = |library: &Library| {
            let day = ask(library, ReviewOnly::All, "").rows.remove(0).published;
            (day.value, day.how, day.concluded)
        };
        assert_eq!(told(&library), ("7 May 2024".into(), "in the name of its file".into(), false));
        let Edited::Begun(edit) = library.edit(&Edit::Published(vec!["gull 2024-05-07".into()], None)) else {
            panic!()
        };
        let library = edit.finish(Some(library)).library;
        assert_eq!(told(&library).0, "", "the user said that it is not known");
    }

    #[test]
    fn what_the_file_sets_aside_is_not_by_the_user() {
        let text = "A river on Sunday\n\nRain fell for days and days, and nobody slept.";
        let hint = "beside the story".to_owned();
        let notices = vec![Notice { kind: NoticeKind::SetAside, span: Span::new(0, 17), hint }];
        let mut gathering = Gathering::kept("Mine", "", Vec::new());
        gathering.put(Draft { id: "a".into(), text: text.into(), notices, ..Draft::default() });
        let mut library = gathering.finish(None).library;
        for (kind, told, aside) in [
            (None, (BlockKind::Footer, false), 1),
            (Some(BlockKind::Paragraph), (BlockKind::Paragraph, true), 0),
            (None, (BlockKind::Footer, false), 1),
        ] {
            if let Edited::Begun(edited) = library.edit(&Edit::Kind("a".into(), 0, kind)) {
                library = edited.finish(Some(library)).library;
            }
            let review = ask(&library, ReviewOnly::All, "");
            let pieces = &review.rows[0].pieces;
            assert_eq!(((pieces[0].kind, pieces[0].by_user), review.counts[4]), (told, aside));
        }
    }

    #[test]
    fn the_shipped_corpus_and_an_empty_one_can_be_looked_through() {
        let shipped = ask(&Library::shipped(embed::collection()), ReviewOnly::All, "");
        assert_eq!((shipped.total, shipped.counts[0], shipped.counts[6]), (5, 5, 0));
        assert!(shipped.rows.iter().all(|row| !row.outlet.value.is_empty() && row.words > 50));
        let empty = ask(&Gathering::kept("", "", Vec::new()).finish(None).library, ReviewOnly::All, "x");
        assert_eq!((empty.total, empty.counts), (0, vec![0; 7]));
    }
}
