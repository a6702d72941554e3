//! A histogram of days, and a range of them chosen by dragging over it or, without a mouse, by two date fields.
//!
//! Drawn in percentages without a view box, so that its words are never stretched. What is only known to lie somewhere
//! between two days is drawn on top with a broken outline, in every bar that it may belong to. The same numbers stand in a
//! table below, where a button chooses a bar.
use crate::effects;
use crate::markup::html;
use corpus::Date;
use std::rc::Rc;
use yew::prelude::*;

/// Days in a row, counted.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Bar {
    /// The days, as a reader writes them.
    pub label: String,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// What is counted now.
    pub value: u32,
    /// What is counted without a filter: drawn behind it. At least `value`.
    pub value_of_all: u32,
    /// What may belong to these days and may not.
    pub uncertain: u32,
}

/// Props of [`Histogram`].
#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// What is counted, by what: “Articles by day”. It names the picture, the fields and the table.
    pub label: AttrValue,
    /// One and many of what is counted: “article”, “articles”.
    pub unit: (&'static str, &'static str),
    /// From the first day to the last, none left out.
    pub bars: Rc<Vec<Bar>>,
    /// The days that are chosen; days outside of the bars do no harm.
    pub chosen: Option<(Date, Date)>,
    /// What to do with a choice; `None` is all days.
    pub on_choose: Callback<Option<(Date, Date)>>,
}

/// Labels below the bars, at most.
const TICKS_MAX: usize = 6;
/// A bar is at most this wide, in thousandths of the whole.
const WIDTH_MAX: usize = 60;

/// The histogram with its fields and its table.
#[component]
pub(crate) fn Histogram(props: &Props) -> Html {
    // The bars over which the pointer is being dragged: where it went down, and where it is.
    let drag = use_state(|| None::<(usize, usize)>);
    // What is written in the fields, until it is sent.
    let typed = use_mut_ref(|| [String::new(), String::new()]);
    let bars = &props.bars;
    let count = bars.len();
    let chosen = match *drag {
        Some((a, b)) => span(bars, a.min(b), a.max(b)),
        None => props.chosen,
    };
    let down = {
        let drag = drag.clone();
        Callback::from(move |event: PointerEvent| drag.set(effects::part_under(&event, count).map(|at| (at, at))))
    };
    let moved = {
        let drag = drag.clone();
        Callback::from(move |event: PointerEvent| {
            if let Some((start, _)) = *drag {
                drag.set(effects::part_under(&event, count).map(|at| (start, at)));
            }
        })
    };
    let up = {
        let (drag, bars, on_choose) = (drag.clone(), bars.clone(), props.on_choose.clone());
        Callback::from(move |_: PointerEvent| {
            if let Some((a, b)) = *drag {
                drag.set(None);
                on_choose.emit(span(&bars, a.min(b), a.max(b)));
            }
        })
    };
    let cancel = Callback::from(move |_: PointerEvent| drag.set(None));
    let Some(all) = span(bars, 0, count.saturating_sub(1)) else { return html! {} };
    let highest = bars.iter().map(|b| b.value_of_all.max(b.value) + b.uncertain).max().unwrap_or(0).max(1);
    let said = format!(
        "{}, {} to {}; at most {highest} in a bar. The table below has the numbers.",
        props.label,
        all.0.short(),
        all.1.short()
    );
    let fields = fields(props, &typed, all);
    html! {
        <div class="histogram">
            <p class="highest" aria-hidden="true">{ highest }</p>
            <svg class="bars" role="img" aria-label={said} onpointerdown={down} onpointermove={moved} onpointerup={up} onpointercancel={cancel}>
                { for bars.iter().enumerate().map(|(n, bar)| draw(bar, n, count, highest, chosen)) }
            </svg>
            <svg class="ticks" aria-hidden="true">{ for ticks(bars) }</svg>
            { fields }
            { table(props) }
        </div>
    }
}

/// The days of the bars `a` to `b`.
fn span(bars: &[Bar], a: usize, b: usize) -> Option<(Date, Date)> {
    Some((bars.get(a)?.from, bars.get(b)?.to))
}

/// A share of a whole as a percentage with one digit after the point.
fn percent(part: usize, whole: usize) -> String {
    let thousandths = part * 1000 / whole.max(1);
    format!("{}.{}%", thousandths / 10, thousandths % 10)
}

fn draw(bar: &Bar, n: usize, count: usize, highest: u32, chosen: Option<(Date, Date)>) -> Html {
    let (slot, top) = (1000 / count.max(1), highest as usize);
    // A hair of paper between bars where there is room for it.
    let width = (slot * 9 / 10).clamp(1, WIDTH_MAX);
    let x = percent(n * 1000 / count.max(1) + (slot.saturating_sub(width)) / 2, 1000);
    let rect = |class: &'static str, value: u32, below: u32| {
        let y = percent(top - (value + below) as usize, top);
        let height = percent(value as usize, top);
        let (x, width) = (x.clone(), percent(width, 1000));
        html! { <rect class={class} {x} {y} {width} {height} /> }
    };
    let is_in = chosen.is_none_or(|(from, to)| bar.from <= to && from <= bar.to);
    let behind = bar.value_of_all.max(bar.value);
    html! {
        <g class={if is_in { "in" } else { "out" }}>
            if chosen.is_some() && is_in {
                <rect class="chosen" x={percent(n, count)} y="0%" width={percent(1, count)} height="100%" />
            }
            if behind > bar.value { { rect("behind", behind, 0) } }
            if bar.value > 0 { { rect("value", bar.value, 0) } }
            if bar.uncertain > 0 { { rect("uncertain", bar.uncertain, behind) } }
        </g>
    }
}

/// Labels below some of the bars.
fn ticks(bars: &[Bar]) -> Vec<Html> {
    let count = bars.len();
    let every = count.div_ceil(TICKS_MAX).max(1);
    let tick = |(n, bar): (usize, &Bar)| {
        // A label begins where its bar begins: near the right edge there is no room for it.
        let short = bar.label.chars().count() < 9;
        let text = if short { bar.label.clone() } else { bar.from.short() };
        (n == 0 || n * 100 / count <= 86).then(|| html! { <text x={percent(n, count)} y="1em">{ text }</text> })
    };
    bars.iter().enumerate().step_by(every).filter_map(tick).collect()
}

/// Two date fields; a choice is made when they are sent.
fn fields(props: &Props, typed: &Rc<std::cell::RefCell<[String; 2]>>, all: (Date, Date)) -> Html {
    let (from, to) = props.chosen.unwrap_or(all);
    *typed.borrow_mut() = [from.to_string(), to.to_string()];
    let field = |n: usize, label: &'static str, day: Date| {
        let typed = typed.clone();
        let onchange = Callback::from(move |event: Event| {
            if let Some(field) = typed.borrow_mut().get_mut(n) {
                *field = effects::chosen(&event);
            }
        });
        html! {
            <label>{ label }<input type="date" value={day.to_string()} min={all.0.to_string()} max={all.1.to_string()} {onchange} /></label>
        }
    };
    let choose = {
        let (typed, on_choose) = (typed.clone(), props.on_choose.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let days = typed.borrow();
            let [from, to] = [days[0].parse(), days[1].parse()];
            if let (Ok(from), Ok(to)) = (from, to) {
                on_choose.emit(Some(if to < from { (to, from) } else { (from, to) }));
            }
        })
    };
    let clear = props.on_choose.reform(|_: MouseEvent| None);
    html! {
        <form class="days" aria-label={format!("{}: choose days", props.label)} onsubmit={choose}>
            { field(0, "From ", from) }{ field(1, "to ", to) }
            <button type="submit">{ "Show these days" }</button>
            if props.chosen.is_some() { <button type="button" onclick={clear}>{ "All days" }</button> }
        </form>
    }
}

/// The same as a table.
fn table(props: &Props) -> Html {
    let any_uncertain = props.bars.iter().any(|b| b.uncertain > 0);
    let any_behind = props.bars.iter().any(|b| b.value_of_all > b.value);
    let row = |bar: &Bar| {
        let days = (bar.from, bar.to);
        let choose = props.on_choose.reform(move |_: MouseEvent| Some(days));
        html! {
            <tr>
                <th scope="row"><button type="button" onclick={choose} aria-label={format!("Show {}", bar.label)}>{ &bar.label }</button></th>
                <td>{ bar.value }</td>
                if any_behind { <td>{ bar.value_of_all }</td> }
                if any_uncertain { <td>{ bar.uncertain }</td> }
            </tr>
        }
    };
    html! {
        <details class="numbers">
            <summary>{ "As a table" }</summary>
            <table>
                <caption class="visually-hidden">{ &*props.label }</caption>
                <thead><tr>
                    <th scope="col">{ "Days" }</th><th scope="col">{ props.unit.1 }</th>
                    if any_behind { <th scope="col">{ "without filters" }</th> }
                    if any_uncertain { <th scope="col">{ "perhaps also" }</th> }
                </tr></thead>
                <tbody>{ for props.bars.iter().map(row) }</tbody>
            </table>
        </details>
    }
}
