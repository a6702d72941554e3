//! Compare: how the outlets told an event, or several events side by side.
//!
//! One table: its columns are the outlets (or the events), its row groups the aspects. Overview first, then
//! the words. Every number is a button that opens its sentences in a row below it.
use crate::Context;
use crate::address::{ALL, Address, Compare};
use crate::desk::Desk;
use crate::effects;
use crate::markup::html;
use crate::parts::evidence::count;
use crate::parts::take_along::take_along;
use crate::state::Action;
use crate::views::sheet::{Made, is_open, sheet_table};
use analysis::compare::{Question, Work, fullest, tellers};
use analysis::comparison::Comparison;
use analysis::sheet::{Part, lines};
use gloo::timers::callback::Timeout;
use std::cell::RefCell;
use std::rc::Rc;
use yew::prelude::*;

/// Props of [`CompareView`].
#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// What to compare, and which number is open.
    pub at: Compare,
}

/// Articles that have a column unless the user asks for others.
const COLUMNS_MAX: usize = 5;
/// Up to this many columns are compared at once; more are compared in steps, with progress and a way to stop.
const AT_ONCE_MAX: usize = 8;

/// The Compare view.
#[component]
pub(crate) fn CompareView(props: &Props) -> Html {
    let Some(context) = use_context::<Context>() else { return html! {} };
    let desk = context.desk.clone();
    let events = chosen_events(&desk, &props.at);
    let reference = Some(context.state.kept.reference.clone()).filter(|text| !text.trim().is_empty());
    let question = Question { articles: shown_articles(&desk, &props.at, &events), events: events.clone(), reference };
    let work = use_memo(question, |question| {
        let mut work = Work::new(&desk.collection, &desk.reading, question);
        let at_once = work.so_far().columns.len() <= AT_ONCE_MAX || !cfg!(target_arch = "wasm32");
        while at_once && work.step(&desk.collection, &desk.reading) {}
        RefCell::new(work)
    });
    let done = work.borrow().done();
    let stopped = use_state(|| false);
    let stepped = use_state(|| 0);
    {
        let (work, desk, stepped) = (work.clone(), desk.clone(), stepped.clone());
        use_effect_with((Rc::as_ptr(&work), done, *stopped), move |&(_, done, stopped)| {
            let next = (done < Work::STEPS && !stopped).then(|| {
                Timeout::new(0, move || {
                    work.borrow_mut().step(&desk.collection, &desk.reading);
                    stepped.set(*stepped + 1);
                })
            });
            move || drop(next)
        });
    }
    let sheet = use_memo((Rc::as_ptr(&work), done), |_| {
        let comparison = work.borrow().so_far().clone();
        let lines = lines(&desk.collection, &desk.reading, &comparison);
        Made { desk: desk.clone(), comparison, lines }
    });
    // Sheaves of lines are drawn one by one, so that the browser can answer in between; the build draws them all.
    let drawn = use_state(|| if cfg!(target_arch = "wasm32") { 0 } else { usize::MAX });
    let sheaves = sheet.sheaves(&props.at.turned);
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
    use_effect_with(title(&desk, &events), |title| effects::write_title(title));
    let comparison = &sheet.comparison;
    let stop = {
        let stopped = stopped.clone();
        Callback::from(move |_: MouseEvent| stopped.set(!*stopped))
    };
    html! {
        <article class="compare">
            { heading(&desk, &events, comparison) }
            { chips(&desk, &events) }
            { honest_n(&desk, &events, comparison) }
            if comparison.columns.is_empty() {
                <p class="nothing">{ "No article of this corpus tells this event." }</p>
            } else {
                <div class="tools">
                    { jumps(&context, &sheet, &props.at.turned) }
                    { outlets(&context, &props.at, comparison) }
                    { take_along(&context, &sheet) }
                </div>
                if done < Work::STEPS {
                    <p class="progress" role="status">
                        <progress max={Work::STEPS.to_string()} aria-label="Comparing" value={done.to_string()}></progress>
                        { if *stopped {
                            format!("Stopped after {done} of {} steps: the parts without lines were not compared. ", Work::STEPS)
                        } else {
                            format!("Comparing {} outlets: step {} of {}. ", comparison.columns.len(), done + 1, Work::STEPS)
                        } }
                        <button type="button" onclick={stop}>{ if *stopped { "Go on" } else { "Stop" } }</button>
                    </p>
                }
                { sheet_table(&context, &props.at, &sheet, *drawn) }
            }
        </article>
    }
}

/// The articles that have a column: those of the address, or as many as fit, those with the most words on the event.
fn shown_articles(desk: &Desk, at: &Compare, events: &[u32]) -> Vec<u32> {
    match (at.outlets.as_slice(), events) {
        ([all], _) if all == ALL => Vec::new(),
        ([], [event]) => fullest(&desk.collection, &desk.reading, *event, COLUMNS_MAX),
        (chosen, _) => chosen.iter().filter_map(|id| desk.article_by_id(id)).collect(),
    }
}

/// The events of the address, or the one that most outlets tell.
fn chosen_events(desk: &Desk, at: &Compare) -> Vec<u32> {
    let chosen: Vec<u32> = at.events.iter().filter_map(|id| desk.event_by_id(id)).collect();
    if chosen.is_empty() { desk.events().into_iter().take(1).collect() } else { chosen }
}

fn event_name(desk: &Desk, event: u32) -> String {
    desk.event(event).map_or_else(String::new, |e| e.name.clone())
}

fn title(desk: &Desk, events: &[u32]) -> String {
    let names: Vec<String> = events.iter().map(|e| event_name(desk, *e)).collect();
    format!("{} – Parallax", names.join(" and "))
}

fn heading(desk: &Desk, events: &[u32], comparison: &Comparison) -> Html {
    let names: Vec<String> = events.iter().map(|e| event_name(desk, *e)).collect();
    let sub = match events {
        [event] => {
            let day = desk.event(*event).and_then(|e| e.date).map_or("date unknown".to_owned(), corpus::Date::short);
            format!("{day}, as {} told it", count(comparison.columns.len(), "outlet", "outlets"))
        }
        _ => "side by side: different events, so what differs is not a difference between outlets alone".to_owned(),
    };
    html! {
        <header class="heading">
            <h1 id="page-title" tabindex="-1">{ names.join(" and ") }</h1>
            <p>{ sub }</p>
        </header>
    }
}

/// Events shown as chips before the rest is folded.
const CHIPS_MAX: usize = 4;

fn chips(desk: &Desk, chosen: &[u32]) -> Html {
    let events = desk.events();
    let (first, rest) = events.split_at(events.len().min(CHIPS_MAX));
    html! {
        <nav class="events" aria-label="Events">
            <ul>{ for first.iter().map(|e| chip(desk, *e, chosen)) }</ul>
            if !rest.is_empty() {
                <details>
                    <summary>{ count(rest.len(), "more event", "more events") }</summary>
                    <ul>{ for rest.iter().map(|e| chip(desk, *e, chosen)) }</ul>
                </details>
            }
        </nav>
    }
}

fn chip(desk: &Desk, event: u32, chosen: &[u32]) -> Html {
    let Some(known) = desk.event(event) else { return html! {} };
    let id = |e: &u32| desk.event(*e).map(|e| e.id.clone());
    let to = |events: Vec<String>| Address::Compare(Compare { events, ..Compare::default() }).print();
    let day = known.date.map_or_else(|| "date unknown".to_owned(), corpus::Date::short);
    let told = count(desk.outlets(event) as usize, "outlet", "outlets");
    let current = chosen.contains(&event);
    let beside: Vec<String> = chosen.iter().filter_map(id).chain([known.id.clone()]).collect();
    let without: Vec<String> = chosen.iter().filter(|e| **e != event).filter_map(id).collect();
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

/// Which outlets have a column, and in which order.
fn outlets(context: &Context, at: &Compare, comparison: &Comparison) -> Html {
    let desk = &context.desk;
    let [event] = comparison.events.as_slice() else { return html! {} };
    let all = tellers(&desk.reading, *event);
    if all.len() < 2 {
        return html! {};
    }
    let id = |a: &u32| desk.article(*a).map(|a| a.id.clone()).unwrap_or_default();
    let shown: Vec<u32> = comparison.columns.iter().filter_map(|c| c.tellings.first()).map(|t| t.article).collect();
    let usual = fullest(&desk.collection, &desk.reading, *event, COLUMNS_MAX);
    let to = |articles: &[u32]| {
        let outlets = if articles == usual { Vec::new() } else { articles.iter().map(id).collect() };
        Address::Compare(Compare { outlets, open: None, ..at.clone() })
    };
    let every = Address::Compare(Compare { outlets: vec![ALL.to_owned()], open: None, ..at.clone() });
    let box_for = |article: u32| {
        let on = shown.contains(&article);
        let mut next = shown.clone();
        if on {
            next.retain(|a| *a != article);
        } else {
            next.push(article);
        }
        let last = on && shown.len() == 1;
        let earlier = shown.iter().position(|a| *a == article).filter(|n| *n > 0).map(|n| {
            let mut moved = shown.clone();
            moved.swap(n, n - 1);
            moved
        });
        html! {
            <li>
                <label>
                    <input type="checkbox" checked={on} disabled={last} onchange={context.go::<Event>(to(&next))} />
                    <bdi>{ desk.outlet(article) }</bdi>
                </label>
                if let Some(earlier) = earlier {
                    <button type="button" class="move" onclick={context.go::<MouseEvent>(to(&earlier))}
                        aria-label={format!("Move {} to the left", desk.outlet(article))}>{ "←" }</button>
                }
            </li>
        }
    };
    // Who has no column stays behind who stands before it in the collection, so that nothing jumps under the hand.
    let mut order = shown.clone();
    let mut before = None;
    for article in all.iter().copied() {
        if !shown.contains(&article) {
            let at = before.and_then(|b| order.iter().position(|o| *o == b)).map_or(0, |at| at + 1);
            order.insert(at, article);
        }
        before = Some(article);
    }
    html! {
        <details class="outlets">
            <summary>{ format!("Columns: {} of {}", shown.len(), count(all.len(), "outlet", "outlets")) }</summary>
            <fieldset>
                <legend>{ "Outlets with a column, from left to right" }</legend>
                <ul>{ for order.into_iter().map(box_for) }</ul>
                if shown.len() < all.len() {
                    <p><a href={every.print()}>{ format!("Compare all {}", all.len()) }</a></p>
                }
            </fieldset>
        </details>
    }
}

/// How many outlets the comparison rests on; who has no column, and why.
fn honest_n(desk: &Desk, events: &[u32], comparison: &Comparison) -> Html {
    // Several events side by side are something to compare, whoever tells them.
    let lonely: Vec<u32> = events.iter().filter(|e| events.len() == 1 && desk.outlets(**e) == 1).copied().collect();
    let offers: Vec<u32> =
        desk.events().into_iter().filter(|e| !events.contains(e) && desk.outlets(*e) > 1).take(2).collect();
    let absent = |event: u32| comparison.absent.iter().filter(move |a| a.event == event);
    let beside = |offer: u32| {
        let ids = events.iter().chain([&offer]).filter_map(|e| desk.event(*e).map(|e| e.id.clone())).collect();
        Address::Compare(Compare { events: ids, ..Compare::default() }).print()
    };
    html! {
        <div class="honest">
            { for lonely.iter().map(|event| html! {
                <p class="one-article">
                    <strong>{ "One article, nothing to compare. " }</strong>
                    { format!("Only one article of this corpus tells the {}.", event_name(desk, *event)) }
                    { for offers.iter().map(|offer| html! {
                        <>{ " " }<a href={beside(*offer)}>{ format!(
                            "Put the {} beside it ({}).",
                            event_name(desk, *offer),
                            count(desk.outlets(*offer) as usize, "article", "articles"),
                        ) }</a></>
                    }) }
                </p>
            }) }
            { for events.iter().filter(|e| absent(**e).next().is_some()).map(|event| html! {
                <ul class="absent" aria-label={format!("Articles that do not tell the {}", event_name(desk, *event))}>
                    { for absent(*event).map(|a| html! {
                        <li><bdi>{ desk.outlet(a.article) }</bdi>{ " " }<span class="gap">{ a.gap.label() }</span>
                            { format!(" ({})", desk.dated(a.article)) }</li>
                    }) }
                </ul>
            }) }
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
