//! The hits of a search: passages, the lines of a concordance, or strips with ticks.
use crate::Context;
use crate::address::{Address, Read};
use crate::ask::{Same, use_answer};
use crate::effects;
use crate::markup::html;
use crate::parts::evidence::count;
use crate::parts::marked::{Mark, marked};
use crate::parts::stretch::keyed;
use crate::views::find::Finder;
use analysis::take_along::days;
use corpus::Span;
use library::finding::{Finding, LineOrder, LineRow, LinesFile, Origin, PassageRow, Rows, Show, StripRow, Tick};
use yew::prelude::*;

/// The rows that are there, as a list or a table, and how many they are.
pub(crate) fn rows(finder: &Finder) -> (Html, u32) {
    let found = &finder.found;
    let places = found.from..;
    let total = found.rows_total;
    match &found.rows {
        Rows::Passages(rows) => {
            let drawn = places.zip(rows).map(|(n, row)| passage(n, total, row)).collect();
            (html! { <ol class="passages">{ keyed(found.from, drawn) }</ol> }, rows.len() as u32)
        }
        Rows::Lines(rows) => {
            let drawn = places.zip(rows).map(|(n, row)| line(n, row)).collect();
            (table(finder, keyed(found.from, drawn)), rows.len() as u32)
        }
        Rows::Strips(rows) => {
            let drawn = places.zip(rows).map(|(n, row)| strip(n, total, row)).collect();
            (html! { <ol class="strips">{ keyed(found.from, drawn) }</ol> }, rows.len() as u32)
        }
    }
}

/// What stands above the rows.
pub(crate) fn lead(finder: &Finder) -> Html {
    let found = &finder.found;
    match &found.rows {
        Rows::Passages(_) => html! {},
        Rows::Lines(_) => {
            yew::html! { <TakeLines context={finder.context.clone()} finding={finder.asked.clone()} total={found.rows_total} /> }
        }
        Rows::Strips(_) => html! {
            <p class="small">{ format!("{}, those of an outlet together. Each strip is one article from its first word to its last, each tick a place that was found and a link to it.",
                count(found.rows_total as usize, "article", "articles")) }</p>
        },
    }
}

fn link(origin: &Origin, at: Span) -> String {
    Address::Read(Read { articles: vec![origin.article.clone()], at: Some(at), ..Read::default() }).print()
}

fn dated(origin: &Origin) -> String {
    origin.days.map_or_else(|| "undated".to_owned(), |(first, last)| days(first, last))
}

fn passage(n: u32, total: u32, row: &PassageRow) -> Html {
    let marks: Vec<Mark> = row.marks.iter().map(|s| Mark::plain(*s, "mark-hit")).collect();
    let origin = &row.origin;
    html! {
        <li aria-posinset={(n + 1).to_string()} aria-setsize={total.to_string()}>
            <p class="from"><bdi class="outlet">{ &origin.outlet }</bdi><span>{ dated(origin) }</span>
                <a href={link(origin, row.span)}>{ "in its context" }</a></p>
            <blockquote dir="auto">{ marked(&row.text, Span::new(0, row.text.len()), &marks) }</blockquote>
        </li>
    }
}

fn line(n: u32, row: &LineRow) -> Html {
    // Marks follow the word they belong to.
    let apart = row.right.starts_with(|c: char| c.is_alphanumeric() || "“‘(–—-$€£".contains(c));
    html! {
        <tr aria-rowindex={(n + 2).to_string()}>
            <th scope="row"><a href={link(&row.origin, row.span)}><bdi>{ &row.origin.outlet }</bdi></a></th>
            <td class="left"><span>{ &row.left }</span></td>
            <td class="right"><mark class="mark-hit">{ &row.hit }</mark>{ if apart { " " } else { "" } }{ &row.right }</td>
        </tr>
    }
}

fn table(finder: &Finder, rows: Html) -> Html {
    let sorted = |by| (finder.at.show == Show::Lines(by)).then_some("ascending");
    html! {
        <div class="concordance" role="region" aria-label="Hits as lines" tabindex="0">
            <table aria-rowcount={(finder.found.rows_total + 1).to_string()}>
                <caption class="visually-hidden">{ "One line per hit: outlet, words before, the hit with the words after" }</caption>
                <colgroup><col class="col-outlet" /><col class="col-before" /><col /></colgroup>
                <thead><tr aria-rowindex="1">
                    <th scope="col">{ "Outlet" }</th><th scope="col" aria-sort={sorted(LineOrder::Left)}>{ "Before" }</th>
                    <th scope="col" aria-sort={sorted(LineOrder::Right)}>{ "Hit and after" }</th>
                </tr></thead>
                <tbody>{ rows }</tbody>
            </table>
        </div>
    }
}

fn strip(n: u32, total: u32, row: &StripRow) -> Html {
    let origin = &row.origin;
    let first = row.ticks.first().map(|t| t.span).unwrap_or_default();
    // The picture is for the eye and the mouse; the same links stand below as words.
    let tick = |t: &Tick| {
        html! {
            <a href={link(origin, t.span)} tabindex="-1"><title>{ said(t) }</title>
                <rect class="tick" x={t.at.to_string()} width="2" height="20" /></a>
        }
    };
    let place = |t: &Tick| html! { <li><a href={link(origin, t.span)}>{ said(t) }</a></li> };
    let places = count(row.ticks.len(), "place", "places");
    html! {
        <li aria-posinset={(n + 1).to_string()} aria-setsize={total.to_string()}>
            <p class="from"><a href={link(origin, first)}><bdi class="outlet">{ &origin.outlet }</bdi></a><span>{ dated(origin) }</span></p>
            <svg class="xray" viewBox="0 0 1000 20" preserveAspectRatio="none" aria-hidden="true">
                <rect class="ground" width="1000" height="20" />
                { for row.ticks.iter().map(tick) }
            </svg>
            <details>
                <summary>{ format!("{places} in {}", count(row.words as usize, "word", "words")) }</summary>
                <ol class="places">{ for row.ticks.iter().map(place) }</ol>
            </details>
        </li>
    }
}

fn said(t: &Tick) -> String {
    format!("{} at word {}", t.hit, t.word + 1)
}

#[derive(Properties, PartialEq)]
struct TakeProps {
    context: Context,
    finding: Finding,
    total: u32,
}

/// The whole concordance, to be pasted or kept.
#[component]
fn TakeLines(props: &TakeProps) -> Html {
    let wanted = use_state_eq(|| None::<bool>);
    let said = use_state_eq(|| "");
    let button = |label: &'static str, tabs: bool| {
        let (wanted, said) = (wanted.clone(), said.clone());
        let onclick = Callback::from(move |_: MouseEvent| {
            said.set("");
            wanted.set(Some(tabs));
        });
        html! { <button type="button" {onclick}>{ label }</button> }
    };
    let on_done = {
        let (wanted, said) = (wanted.clone(), said.clone());
        Callback::from(move |words: &'static str| {
            wanted.set(None);
            said.set(words);
        })
    };
    let taking = match *wanted {
        Some(tabs) => yew::html! {
            <Taking context={props.context.clone()} file={LinesFile { finding: props.finding.clone(), tabs }} {on_done} />
        },
        None => html! {},
    };
    html! {
        <div class="take"><span>{ format!("{}:", count(props.total as usize, "line", "lines")) }</span>
            { button("Copy as a table", true) }{ button("Save as CSV", false) }<span role="status">{ *said }</span>{ taking }</div>
    }
}

#[derive(Properties, PartialEq)]
struct TakingProps {
    context: Context,
    file: LinesFile,
    on_done: Callback<&'static str>,
}

/// Waits for the file and hands it over.
#[component]
fn Taking(props: &TakingProps) -> Html {
    let answered = use_answer(&props.context, props.file.clone());
    let (tabs, on_done) = (props.file.tabs, props.on_done.clone());
    use_effect_with(answered.answer.map(Same), move |answer| {
        let Some(Same(text)) = answer else { return };
        let words = if tabs {
            effects::copy_text(text);
            "Copied."
        } else if effects::save("parallax-lines.csv", "text/csv;charset=utf-8", &format!("\u{feff}{text}")) {
            "Saved."
        } else {
            "The browser did not take the file."
        };
        on_done.emit(words);
    });
    html! {}
}
