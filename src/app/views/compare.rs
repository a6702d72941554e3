//! Compare: how the outlets told an event, or several events side by side.
//!
//! One table: its columns are the outlets (or the events), its row groups the aspects. Overview first, then
//! the words. Every number is a button that opens its sentences in a row below it.
use crate::Context;
use crate::address::{ALL, Address, Compare, Read};
use crate::ask::{Same, use_answer};
use crate::desk::Desk;
use crate::effects;
use crate::markup::html;
use crate::parts::evidence::count;
use crate::parts::take_along::take_along;
use crate::state::Action;
use crate::views::sheet::{Made, is_open, sheet_table};
use analysis::compare::Work;
use analysis::comparison::Comparison;
use analysis::sheet::{Part, lines};
use analysis::take_along::column_head;
use gloo::timers::callback::Timeout;
use library::{Catalogue, Compared, Comparing, EventHead, Head};
use std::rc::Rc;
use yew::prelude::*;

/// Props of [`CompareView`].
#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// What to compare, and which number is open.
    pub at: Compare,
}

/// The Compare view: asks for the comparison.
#[component]
pub(crate) fn CompareView(props: &Props) -> Html {
    let Some(context) = use_context::<Context>() else { return html! {} };
    let again = use_state(|| 0_u32);
    let at = &props.at;
    let question = Comparing {
        events: at.events.clone(),
        outlets: at.outlets.iter().filter(|id| *id != ALL).cloned().collect(),
        all: at.outlets.iter().any(|id| id == ALL),
        reference: Some(context.state.kept.reference.clone()).filter(|text| !text.trim().is_empty()),
        again: *again,
    };
    let answered = use_answer(&context, question);
    let progress = answered.progress.map(|(columns, done)| {
        html! {
            <p class="progress" role="status">
                <progress max={Work::STEPS.to_string()} aria-label="Comparing" value={done.to_string()}></progress>
                { format!("Comparing {columns} articles: step {} of {}. ", done + 1, Work::STEPS) }
                <button type="button" onclick={answered.stop}>{ "Stop" }</button>
            </p>
        }
    });
    let go_on = Callback::from(move |_: MouseEvent| again.set(*again + 1));
    match answered.answer {
        Some(compared) => yew::html! {
            <ComparedView {context} at={at.clone()} compared={Same(compared)} progress={progress.unwrap_or_default()} {go_on} />
        },
        None => html! { <article class="compare">{ progress.unwrap_or_default() }</article> },
    }
}

#[derive(Properties, PartialEq)]
struct ComparedProps {
    context: Context,
    at: Compare,
    compared: Same<Compared>,
    /// How far the next comparison is.
    progress: Html,
    /// Asks once more for what was stopped.
    go_on: Callback<MouseEvent>,
}

/// The comparison as it was answered.
#[component]
fn ComparedView(props: &ComparedProps) -> Html {
    let (context, at, compared) = (&props.context, &props.at, &*props.compared.0);
    let sheet = use_memo(props.compared.clone(), |compared| {
        let desk = Rc::new(Desk::lay(&compared.0.extract, &context.state.catalogue));
        let comparison = compared.0.comparison.clone();
        let lines = lines(&desk.collection, &desk.reading, &comparison);
        let head = |n| column_head(&desk.collection, &desk.reading, &comparison, n);
        let heads = (0..comparison.columns.len()).map(head).collect();
        Made { desk, comparison, lines, heads }
    });
    // Sheaves of lines are drawn one by one, so that the browser can answer in between; the build draws them all.
    let drawn = use_state(|| if cfg!(target_arch = "wasm32") { 0 } else { usize::MAX });
    let sheaves = sheet.sheaves(&at.turned);
    {
        let drawn = drawn.clone();
        use_effect_with((*drawn, sheaves), move |&(n, all)| {
            let next = (n < all).then(|| Timeout::new(0, move || drawn.set(n + 1)));
            if next.is_none() {
                effects::take_over();
            }
            move || drop(next)
        });
    }
    let (desk, comparison) = (&sheet.desk, &sheet.comparison);
    let events = &comparison.events;
    use_effect_with(title(desk, events), |title| effects::write_title(title));
    {
        let (unknown, dispatcher) = (compared.extract.unknown.clone(), context.state.dispatcher());
        use_effect_with(unknown, move |unknown| crate::say_unknown(&dispatcher, unknown));
    }
    if events.is_empty() {
        return nothing(context);
    }
    html! {
        <article class="compare">
            { heading(context, desk, events, comparison) }
            { chips(context, desk, events) }
            { honest_n(context, desk, compared) }
            { props.progress.clone() }
            if comparison.columns.is_empty() {
                <p class="nothing">{ "No article of this corpus tells this event." }</p>
            } else {
                <div class="tools">
                    { jumps(context, &sheet, &at.turned) }
                    { outlets(context, at, compared) }
                    { take_along(context, &sheet) }
                </div>
                if compared.steps < Work::STEPS {
                    <p class="progress" role="status">
                        { format!("Stopped after {} of {} steps: the parts without lines were not compared. ", compared.steps, Work::STEPS) }
                        <button type="button" onclick={props.go_on.clone()}>{ "Compare the rest" }</button>
                    </p>
                }
                { sheet_table(context, at, &sheet, *drawn) }
            }
        </article>
    }
}

/// A corpus in which nothing is told that could be compared, and what to do.
fn nothing(context: &Context) -> Html {
    let articles = context.state.catalogue.articles;
    let why = match articles {
        0 => "There are no articles yet. ".to_owned(),
        1 => "One article, nothing to compare. ".to_owned(),
        n => format!("None of the {n} articles tells an event that could be recognised, and no two tell one story. "),
    };
    let read = Address::Read(Read::default()).print();
    html! {
        <article class="compare">
            <header class="heading"><h1 id="page-title" tabindex="-1">{ "Nothing to compare yet" }</h1></header>
            <p class="nothing">
                { why }
                <a href={Address::Corpus.print()}>{ "Bring articles on one matter by several outlets" }</a>
                if articles > 0 { { ", or " }<a href={read}>{ "read what is there" }</a> }
                { "." }
            </p>
        </article>
    }
}

fn event_name(desk: &Desk, event: u32) -> String {
    desk.event(event).map_or_else(String::new, |e| e.name.clone())
}

fn title(desk: &Desk, events: &[u32]) -> String {
    let names: Vec<String> = events.iter().map(|e| event_name(desk, *e)).collect();
    format!("{} – Parallax", if names.is_empty() { "Compare".to_owned() } else { names.join(" and ") })
}

fn heading(context: &Context, desk: &Desk, events: &[u32], comparison: &Comparison) -> Html {
    let names: Vec<String> = events.iter().map(|e| event_name(desk, *e)).collect();
    let sub = match events {
        [event] => {
            let day = desk.event(*event).and_then(|e| e.date).map_or("date unknown".to_owned(), corpus::Date::short);
            format!("{day}, as {} told it", context.state.catalogue.tellers(comparison.columns.len() as u32))
        }
        _ => "side by side: different events, so what differs is not a difference between outlets alone".to_owned(),
    };
    html! {
        <header class="heading">
            <h1 id="page-title" tabindex="-1">{ names.join(" and ") }</h1>
            <p>{ sub }
                if context.state.catalogue.shipped { { " " }<a class="own" href={Address::Corpus.print()}>{ "Compare your own articles" }</a> }
            </p>
        </header>
    }
}

/// Events shown as chips before the rest is folded.
const CHIPS_MAX: usize = 4;

fn chips(context: &Context, desk: &Desk, chosen: &[u32]) -> Html {
    let catalogue = &context.state.catalogue;
    let chosen: Vec<String> = chosen.iter().filter_map(|e| desk.event(*e).map(|e| e.id.clone())).collect();
    let (first, rest) = catalogue.events.split_at(catalogue.events.len().min(CHIPS_MAX));
    let unlisted = (catalogue.events_total as usize).saturating_sub(catalogue.events.len());
    html! {
        <nav class="events" aria-label="Events">
            <ul>{ for first.iter().map(|e| chip(catalogue, e, &chosen)) }</ul>
            if !rest.is_empty() {
                <details>
                    <summary>{ count(rest.len(), "more event", "more events") }</summary>
                    <ul>{ for rest.iter().map(|e| chip(catalogue, e, &chosen)) }</ul>
                    if unlisted > 0 { <p>{ format!("And {unlisted} that fewer articles tell: they are on the timeline.") }</p> }
                </details>
            }
        </nav>
    }
}

fn chip(tellers: &Catalogue, head: &EventHead, chosen: &[String]) -> Html {
    let known = &head.event;
    let to = |events: Vec<String>| Address::Compare(Compare { events, ..Compare::default() }).print();
    let day = known.date.map_or_else(|| "date unknown".to_owned(), corpus::Date::short);
    let told = tellers.tellers(head.articles());
    let current = chosen.contains(&known.id);
    let beside: Vec<String> = chosen.iter().cloned().chain([known.id.clone()]).collect();
    let without: Vec<String> = chosen.iter().filter(|e| **e != known.id).cloned().collect();
    html! {
        <li class={if current { "chip current" } else { "chip" }}>
            <a href={to(vec![known.id.clone()])} aria-current={current.then_some("true")}>
                <span class="chip-name">{ &known.name }</span>
                <span class="chip-facts">{ format!("{day} · {told}") }</span>
            </a>
            if !current && chosen.len() < 3 {
                <a class="beside" href={to(beside)} aria-label={format!("Put {} beside", known.name)}>{ "+ beside" }</a>
            } else if current && chosen.len() > 1 {
                <a class="beside" href={to(without)} aria-label={format!("Take {} away", known.name)}>{ "− away" }</a>
            }
        </li>
    }
}

/// A table of more columns than this is not offered.
const ALL_MAX: usize = 200;

/// Which outlets have a column, and in which order.
fn outlets(context: &Context, at: &Compare, compared: &Compared) -> Html {
    let (all, total) = (&compared.tellers, compared.tellers_total as usize);
    if total < 2 || compared.comparison.events.len() > 1 {
        return html! {};
    }
    let apart = !context.state.catalogue.one_each;
    let drawn: Vec<&str> = {
        let columns = compared.comparison.columns.iter().filter_map(|c| c.tellings.first());
        let articles = &compared.extract.collection.articles;
        columns.filter_map(|t| articles.get(t.article as usize)).map(|a| a.id.as_str()).collect()
    };
    // What was just chosen is in the address before its columns are drawn: the next choice goes on from there.
    let mut shown: Vec<&str> =
        at.outlets.iter().map(String::as_str).filter(|id| all.iter().any(|t| t.head.id == *id)).collect();
    if shown.is_empty() {
        shown = drawn;
    }
    let usual: Vec<&str> = all.iter().filter(|t| t.usual).map(|t| t.head.id.as_str()).collect();
    let to = |ids: &[&str]| {
        let outlets = if ids == usual { Vec::new() } else { ids.iter().map(|id| (*id).to_owned()).collect() };
        Address::Compare(Compare { outlets, open: None, ..at.clone() })
    };
    let every = Address::Compare(Compare { outlets: vec![ALL.to_owned()], open: None, ..at.clone() });
    let box_for = |head: &Head| {
        let on = shown.contains(&head.id.as_str());
        let mut next = shown.clone();
        if on {
            next.retain(|id| *id != head.id);
        } else {
            next.push(&head.id);
        }
        let last = on && shown.len() == 1;
        let earlier = shown.iter().position(|id| *id == head.id).filter(|n| *n > 0).map(|n| {
            let mut moved = shown.clone();
            moved.swap(n, n - 1);
            moved
        });
        html! {
            <li>
                <label>
                    <input type="checkbox" checked={on} disabled={last} onchange={context.go::<Event>(to(&next))} />
                    <bdi>{ &head.outlet }</bdi>
                    if apart { <span class="facts">{ " · " }{ &head.dated }{ " " }<i dir="auto">{ head.headline.as_deref().unwrap_or_default() }</i></span> }
                </label>
                if let Some(earlier) = earlier {
                    <button type="button" class="move" onclick={context.go::<MouseEvent>(to(&earlier))}
                        aria-label={format!("Move {} to the left", head.outlet)}>{ "←" }</button>
                }
            </li>
        }
    };
    // Who has no column stays behind who stands before it in the collection, so that nothing jumps under the hand.
    let find = |id: &str| all.iter().map(|t| &t.head).find(|h| h.id == id);
    let mut order: Vec<&Head> = shown.iter().filter_map(|id| find(id)).collect();
    let mut before: Option<&Head> = None;
    for head in all.iter().map(|t| &t.head) {
        if !shown.contains(&head.id.as_str()) {
            let at = before.and_then(|b| order.iter().position(|o| o.id == b.id)).map_or(0, |at| at + 1);
            order.insert(at, head);
        }
        before = Some(head);
    }
    html! {
        <details class="outlets">
            <summary>{ format!("Columns: {} of {}", shown.len(), context.state.catalogue.tellers(total as u32)) }</summary>
            <fieldset>
                <legend>{ "Columns, from left to right" }</legend>
                <ul>{ for order.into_iter().map(box_for) }</ul>
                if all.len() < total { <p>{ format!("{} of {total} are listed.", all.len()) }</p> }
                if shown.len() < total && total <= ALL_MAX {
                    <p><a href={every.print()}>{ format!("Compare all {total}") }</a></p>
                }
            </fieldset>
        </details>
    }
}

/// More articles without an event than this are folded.
const ABSENT_MAX: usize = 4;

/// How many outlets the comparison rests on; who has no column, and why.
fn honest_n(context: &Context, desk: &Desk, compared: &Compared) -> Html {
    let (comparison, listed) = (&compared.comparison, &context.state.catalogue.events);
    let ids: Vec<&str> = comparison.events.iter().filter_map(|e| desk.event(*e)).map(|e| e.id.as_str()).collect();
    // Several events side by side are something to compare, whoever tells them.
    let lonely = ids.len() == 1 && compared.tellers_total == 1;
    let offers = listed.iter().filter(|e| !ids.contains(&e.event.id.as_str()) && e.articles() > 1).take(2);
    let absent = |event: u32| comparison.absent.iter().filter(move |a| a.event == event);
    let beside = |offer: &EventHead| {
        let ids = ids.iter().copied().chain([offer.event.id.as_str()]).map(str::to_owned).collect();
        Address::Compare(Compare { events: ids, ..Compare::default() }).print()
    };
    html! {
        <div class="honest">
            if lonely {
                <p class="one-article">
                    <strong>{ "One article, nothing to compare. " }</strong>
                    { format!("Only one article of this corpus tells the {}.", event_name(desk, comparison.events.first().copied().unwrap_or(0))) }
                    { for offers.map(|offer| html! {
                        <>{ " " }<a href={beside(offer)}>{ format!(
                            "Put the {} beside it ({}).",
                            offer.event.name,
                            count(offer.articles() as usize, "article", "articles"),
                        ) }</a></>
                    }) }
                </p>
            }
            { for comparison.events.iter().filter(|e| absent(**e).next().is_some()).map(|event| {
                let n = absent(*event).count();
                let name = event_name(desk, *event);
                let list = html! {
                    <ul class="absent" aria-label={format!("Articles that do not tell the {name}")}>
                        { for absent(*event).map(|a| html! {
                            <li><bdi>{ desk.outlet(a.article) }</bdi>{ " " }<span class="gap">{ a.gap.label() }</span>
                                { format!(" ({})", desk.dated(a.article)) }</li>
                        }) }
                    </ul>
                };
                match n {
                    ..=ABSENT_MAX => list,
                    n => html! { <details><summary>{ format!("{n} articles do not tell “{name}”") }</summary>{ list }</details> },
                }
            }) }
            if compared.others > 0 {
                <p class="absent">{ format!("{} of this corpus have no column here.", count(compared.others as usize, "other article", "other articles")) }</p>
            }
        </div>
    }
}

/// Buttons to the parts, each with the number of its lines; a folded part is opened.
fn jumps(context: &Context, sheet: &Made, turned: &[Part]) -> Html {
    let jump = |part: Part| {
        let (key, label, _) = part.described();
        let unfold = !is_open(part, turned);
        let dispatcher = context.state.dispatcher();
        let onclick = Callback::from(move |_: MouseEvent| {
            if unfold {
                dispatcher.dispatch(Action::Turn(part));
            }
            // What was folded is drawn first.
            Timeout::new(0, move || effects::jump(&format!("group-{key}"))).forget();
        });
        let lines = sheet.part(part).len();
        html! { <li><button type="button" disabled={lines == 0} {onclick}>{ label }<span class="lines">{ lines }</span></button></li> }
    };
    html! { <nav class="jumps" aria-label="Parts of the comparison"><ul>{ for Part::ALL.into_iter().map(jump) }</ul></nav> }
}
