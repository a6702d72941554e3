//! What the reader of the files decided for each article, to be looked through and corrected, one by one or for many. The
//! texts stay as they are; every change is an [`Edit`] that can be taken back.
use crate::Context;
use crate::address::{Address, Read};
use crate::ask::use_answer;
use crate::effects;
use crate::markup::html;
use crate::views::corpus::{articles, changes, grows, own, tell};
use crate::views::corpus_bring::{Props, moment};
use crate::views::corpus_save::ask_once;
use corpus::{Basis, BlockKind, Outlet};
use library::bringing::Edit;
use library::{Decided, Differing, Piece, ReviewOf, ReviewOnly, ReviewRow, Run, Who};
use yew::prelude::*;

/// Rows that are drawn at a time.
const PAGE: u32 = 50;

/// The filters, in the order of the counts.
const FILTERS: [(ReviewOnly, &str); 7] = [
    (ReviewOnly::All, "all"),
    (ReviewOnly::NoOutlet, "no outlet"),
    (ReviewOnly::NoDate, "no date"),
    (ReviewOnly::NoHeadline, "no headline"),
    (ReviewOnly::SetAside, "something set aside"),
    (ReviewOnly::Remarks, "with remarks"),
    (ReviewOnly::Alike, "nearly the same as another"),
];

/// What is looked at and what is being said of it.
#[derive(Clone, Default, PartialEq)]
struct Looking {
    with: String,
    only: ReviewOnly,
    pages: u32,
    /// Ids of the articles that are ticked.
    ticked: Vec<String>,
    /// The article that is unfolded.
    open: Option<String>,
    /// Outlet and date being written, for the one that is unfolded and for those that are ticked.
    one: Written,
    many: Written,
}

/// What is being written.
#[derive(Clone, Default, PartialEq)]
struct Written {
    outlet: String,
    date: String,
}

/// The articles with what was decided.
#[component]
pub(crate) fn Review(props: &Props) -> Html {
    let looking = use_state(Looking::default);
    let ask = ReviewOf { with: looking.with.clone(), only: looking.only, from: 0, most: PAGE * (looking.pages + 1) };
    let answer = use_answer(&props.context, ask.clone()).answer;
    {
        // What is ticked is of one corpus; the one that came with the page goes on as one's own.
        let (looking, last) = (looking.clone(), use_mut_ref(String::new));
        use_effect_with(props.context.state.held.open.clone(), move |open| {
            if !last.replace(open.clone()).is_empty() {
                looking.set(Looking::default());
            }
        });
    }
    let view = View { context: props.context.clone(), looking, ask };
    let review = answer.unwrap_or_default();
    let shown = review.rows.len() as u32;
    let all = view.context.state.catalogue.articles;
    let more = view.act(|l| l.pages += 1);
    html! {
        <section class="review" aria-labelledby="articles-title">
            <h2 id="articles-title" tabindex="-1">{ "Articles, as they were read" }</h2>
            { view.filters(&review) }
            <p id="review-told" class="small" role="status" tabindex="-1">{ format!("{} of {}", review.total, articles(all)) }</p>
            if grows(&view.context) { { view.many(&review) } }
            <ol class="heads">{ for review.rows.iter().map(|row| view.row(row)) }</ol>
            if shown < review.total { <button type="button" onclick={more}>{ format!("Show {PAGE} more") }</button> }
            if !own(&view.context) { <p class="small">{ "A change makes a corpus of your own out of this one; what came with the page stays as it is." }</p> }
        </section>
    }
}

/// How it is drawn.
struct View {
    context: Context,
    looking: UseStateHandle<Looking>,
    ask: ReviewOf,
}

impl View {
    /// A callback that changes what is looked at.
    fn act(&self, change: impl Fn(&mut Looking) + 'static) -> Callback<MouseEvent> {
        let looking = self.looking.clone();
        Callback::from(move |_| {
            let mut next = (*looking).clone();
            change(&mut next);
            looking.set(next);
        })
    }

    fn typing(&self, change: fn(&mut Looking, String)) -> Callback<InputEvent> {
        let looking = self.looking.clone();
        Callback::from(move |event: InputEvent| {
            let mut next = (*looking).clone();
            change(&mut next, effects::chosen(&event));
            looking.set(next);
        })
    }

    /// A button that changes the articles. Where only some are listed the row may go: the focus stays at the list.
    fn edit(&self, label: &'static str, edit: Edit) -> Html {
        let (context, listed) = (self.context.clone(), self.looking.only != ReviewOnly::All);
        let gone = listed || matches!(edit, Edit::Remove(_));
        let onclick = Callback::from(move |_: MouseEvent| {
            tell(&context, |line| line.edit(&edit));
            if gone {
                effects::focus("review-told");
            }
        });
        html! { <button type="button" {onclick}>{ label }</button> }
    }

    fn filters(&self, review: &library::Review) -> Html {
        let chip = |n: usize, only: ReviewOnly, label: &'static str| {
            let count = review.counts.get(n).copied().unwrap_or(0);
            let pressed = self.looking.only == only;
            if count == 0 && !pressed {
                return html! {};
            }
            let onclick = self.act(move |l| (l.only, l.pages, l.open) = (only, 0, None));
            html! { <li><button type="button" aria-pressed={pressed.to_string()} {onclick}>{ label }{ format!(" {count}") }</button></li> }
        };
        let chips = FILTERS.iter().enumerate().map(|(n, (only, label))| chip(n, *only, label));
        let typed = self.typing(|l, with| (l.with, l.pages) = (with, 0));
        html! {
            <div class="filters" role="search">
                <label class="with">{ "With these words in outlet, headline, name or file: " }<input type="search" autocomplete="off" value={self.looking.with.clone()} oninput={typed} /></label>
                <ul class="kinds" aria-label="Only articles">{ for chips }</ul>
            </div>
        }
    }

    /// What can be said of all that are ticked.
    fn many(&self, review: &library::Review) -> Html {
        let ticked = &self.looking.ticked;
        let all = {
            let (context, looking, ask) = (self.context.clone(), self.looking.clone(), self.ask.clone());
            Callback::from(move |_: MouseEvent| {
                let looking = looking.clone();
                ask_once(&context, &ReviewOf { most: u32::MAX, ..ask.clone() }, move |review| {
                    let ticked = review.rows.into_iter().map(|row| row.id).collect();
                    looking.set(Looking { ticked, ..(*looking).clone() });
                });
            })
        };
        let none = self.act(|l| l.ticked.clear());
        let left = ticked.len() < review.total as usize;
        html! {
            <div class="ticked" role="group" aria-label="All that are ticked">
                <p class="ways"><span role="status">{ format!("{} ticked", articles(ticked.len() as u32)) }</span>
                    if left { <button type="button" onclick={all}>{ format!("Tick all {}", review.total) }</button> }
                    if !ticked.is_empty() { <button type="button" onclick={none}>{ "Untick" }</button> }
                </p>
                if !ticked.is_empty() {
                    { self.fields(ticked, &self.looking.many, |l, s| l.many.outlet = s, |l, s| l.many.date = s) }
                    <p class="ways">{ self.edit("Remove these articles", Edit::Remove(ticked.clone())) }</p>
                }
            </div>
        }
    }

    /// Outlet and date of these articles.
    fn fields(
        &self,
        ids: &[String],
        written: &Written,
        outlet: fn(&mut Looking, String),
        date: fn(&mut Looking, String),
    ) -> Html {
        let name = written.outlet.trim().to_owned();
        let given = (!name.is_empty()).then_some(Outlet { name, url: None, basis: Basis::Supplied });
        let parsed = moment(&written.date);
        let (moment, wrong) = (parsed.ok().flatten(), parsed.err());
        html! {
            <div class="fields">
                <label>{ "Outlet" }<input type="text" list="outlets" autocomplete="off" value={written.outlet.clone()} oninput={self.typing(outlet)} /></label>
                if given.is_some() { { self.edit("Set the outlet", Edit::Outlet(ids.to_vec(), given.clone())) } }
                { self.edit("Nobody knows the outlet", Edit::Outlet(ids.to_vec(), None)) }
                <label>{ "Date" }<input type="text" autocomplete="off" placeholder="2025-11-24" aria-invalid={wrong.map(|_| "true")} value={written.date.clone()} oninput={self.typing(date)} /></label>
                if moment.is_some() { { self.edit("Set the date", Edit::Published(ids.to_vec(), moment)) } }
                { self.edit("Date as the text says", Edit::Published(ids.to_vec(), None)) }
                <p class="wrong" role="status">{ wrong.unwrap_or("") }</p>
            </div>
        }
    }

    fn row(&self, row: &ReviewRow) -> Html {
        let to = Address::Read(Read { articles: vec![row.id.clone()], ..Read::default() }).print();
        let (id, open) = (row.id.clone(), self.looking.open.as_ref() == Some(&row.id));
        let ticked = self.looking.ticked.contains(&id);
        let tick = {
            let (looking, id) = (self.looking.clone(), id.clone());
            Callback::from(move |_: Event| {
                let mut next = (*looking).clone();
                match next.ticked.iter().position(|t| *t == id) {
                    Some(at) => drop(next.ticked.remove(at)),
                    None => next.ticked.push(id.clone()),
                }
                looking.set(next);
            })
        };
        // What is concluded is no day to begin with.
        let date = &row.published;
        let date = if date.concluded { String::new() } else { date.value.clone() };
        let written = Written { outlet: row.outlet.value.clone(), date };
        let unfold = self.act(move |l| {
            let same = l.open.as_ref() == Some(&id);
            (l.open, l.one) = ((!same).then(|| id.clone()), written.clone());
        });
        let headline = if row.headline.value.is_empty() { "no headline" } else { row.headline.value.as_str() };
        html! {
            <li>
                if grows(&self.context) { <input type="checkbox" checked={ticked} onchange={tick} aria-label={format!("Tick {}", row.id)} /> }
                <a href={to} dir="auto">{ headline }</a>
                <span class="from">{ decided(&row.outlet, "no outlet") }{ " · " }{ decided(&row.published, "no date") }{ format!(" · {} words · ", row.words) }<bdi>{ &row.id }</bdi></span>
                { self.concerns(row) }
                <button type="button" class="unfold" aria-expanded={open.to_string()} aria-label={format!("How it was read: {}", row.id)} onclick={unfold}>{ "How it was read" }</button>
                if open { { self.unfolded(row) } }
            </li>
        }
    }

    /// Why one may want to look at it, in a line.
    fn concerns(&self, row: &ReviewRow) -> Html {
        let mut words: Vec<String> = row.remarks.clone();
        let aside = row.pieces.iter().filter(|p| !p.kind.is_content()).count();
        if aside > 0 {
            words.push(format!("{aside} set aside"));
        }
        if let Some((_, shared)) = &row.alike {
            words.push(format!("{shared} % of the word sequences shared with "));
        }
        html! {
            if !words.is_empty() {
                <span class="concerns">{ words.join(" · ") }
                    if let Some((other, _)) = &row.alike { <bdi>{ other }</bdi> }
                </span>
            }
        }
    }

    fn unfolded(&self, row: &ReviewRow) -> Html {
        let changes = changes(&self.context);
        let id = row.id.clone();
        let aside = row.pieces.iter().filter(|p| !p.kind.is_content());
        let first = row.pieces.iter().filter(|p| p.kind.is_content());
        let alike = row.alike.as_ref().map(|(other, _)| {
            let (context, pair) = (self.context.clone(), Differing { a: id.clone(), b: other.clone() });
            yew::html! { <Alike {context} {pair} /> }
        });
        html! {
            <div class="decided">
                if changes { { self.fields(std::slice::from_ref(&id), &self.looking.one, |l, s| l.one.outlet = s, |l, s| l.one.date = s) } }
                if changes { { self.headline(row) } }
                if !row.from.is_empty() { <p class="small">{ "From " }<bdi>{ &row.from }</bdi></p> }
                <h3>{ "Set aside" }</h3>
                if row.pieces.iter().all(|p| p.kind.is_content()) { <p class="small">{ "Nothing." }</p> }
                <ul>{ for aside.map(|p| self.piece(&id, p)) }</ul>
                <h3>{ "Beginning of the story" }</h3>
                <ul>{ for first.map(|p| self.piece(&id, p)) }</ul>
                if let Some(alike) = alike { { alike } }
                if changes { <p class="ways">{ self.edit("Remove this article", Edit::Remove(vec![id.clone()])) }</p> }
            </div>
        }
    }

    /// Which of its first lines is the headline.
    fn headline(&self, row: &ReviewRow) -> Html {
        let now = &row.headline.value;
        let choose = {
            let (context, id) = (self.context.clone(), row.id.clone());
            let lines: Vec<String> = row.pieces.iter().map(|p| p.words.clone()).collect();
            Callback::from(move |event: Event| {
                let chosen = effects::chosen(&event);
                let words = match chosen.as_str() {
                    "read" => None,
                    "none" => Some(String::new()),
                    n => n.parse::<usize>().ok().and_then(|n| lines.get(n).cloned()),
                };
                tell(&context, |line| line.edit(&Edit::Headline(id.clone(), words)));
            })
        };
        let option =
            |value: String, label: &str, selected: bool| html! { <option {value} {selected}>{ label }</option> };
        let lines = row.pieces.iter().enumerate().filter(|(_, p)| p.kind.is_content());
        let lines =
            lines.map(|(n, p)| option(n.to_string(), &p.words, !now.is_empty() && p.kind == BlockKind::Headline));
        html! {
            <p><label>{ "Headline" }<select onchange={choose} aria-label={format!("Headline of {}", row.id)}>
                { option("read".into(), "as it was read", false) }
                { option("none".into(), "none", now.is_empty()) }
                { for lines }
            </select></label></p>
        }
    }

    /// A block with its words, and saying that it is something else.
    fn piece(&self, id: &str, piece: &Piece) -> Html {
        let kind = |label: &'static str, kind: Option<BlockKind>| {
            self.edit(label, Edit::Kind(id.to_owned(), piece.start, kind))
        };
        html! {
            <li>
                <blockquote dir="auto">{ &piece.words }</blockquote>
                <span class="ways"><span class="small">{ kind_name(piece.kind) }{ if piece.by_user { ", you say" } else { "" } }</span>
                    if changes(&self.context) {
                        if piece.by_user {
                            { kind("As it was read", None) }
                        } else if piece.kind.is_content() {
                            { kind("Set it aside", Some(BlockKind::Footer)) }
                        } else {
                            { kind("It belongs to the story", Some(BlockKind::Paragraph)) }
                        }
                    }
                </span>
            </li>
        }
    }
}

/// Props of [`Alike`].
#[derive(Properties, PartialEq)]
struct AlikeProps {
    /// The page.
    context: Context,
    /// Two articles that are nearly the same.
    pair: Differing,
}

/// What two articles that are nearly the same have differently.
#[component]
fn Alike(props: &AlikeProps) -> Html {
    let Differing { a, b } = &props.pair;
    let difference = use_answer(&props.context, props.pair.clone()).answer.unwrap_or_default();
    let both = Address::Read(Read { articles: vec![a.clone(), b.clone()], ..Read::default() }).print();
    let run = |run: &Run| match run.who {
        Who::Both => html! { <span>{ &run.words }{ " " }</span> },
        Who::First => html! { <><del>{ &run.words }</del>{ " " }</> },
        Who::Second => html! { <><ins>{ &run.words }</ins>{ " " }</> },
    };
    html! {
        <div class="alike">
            <h3>{ "Nearly the same as " }<bdi>{ b }</bdi></h3>
            <p class="small">{ format!("{} % of their word sequences are in both. Only here: ", difference.share) }<del>{ "struck through" }</del>{ ". Only there: " }<ins>{ "underlined" }</ins>{ ". " }<a href={both}>{ "Read them beside each other" }</a></p>
            <blockquote dir="auto">{ for difference.runs.iter().map(run) }if difference.cut { { "…" } }</blockquote>
        </div>
    }
}

/// What was decided, with how it is known.
fn decided(what: &Decided, nothing: &'static str) -> Html {
    if what.value.is_empty() {
        return html! { <em>{ nothing }</em> };
    }
    html! { <><bdi>{ &what.value }</bdi>{ " (" }{ &what.how }{ ")" }</> }
}

/// What a block is, for the user.
fn kind_name(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Headline => "headline",
        BlockKind::Heading => "heading",
        BlockKind::LeadIn => "lead-in",
        BlockKind::Paragraph => "paragraph",
        BlockKind::ListItem => "list item",
        BlockKind::BlockQuote => "quotation",
        BlockKind::Credit => "credit",
        BlockKind::Timestamp => "date line",
        BlockKind::Hashtags => "hashtags",
        BlockKind::Footer => "footer",
    }
}
