//! A long list of which only a stretch is drawn: what is seen and some rows around it.
//!
//! The window scrolls; two empty blocks stand in for the rows before and after the stretch. Their heights are an
//! estimate from the rows that were drawn first; where the estimate is wrong, the browser keeps the rows in their place
//! when the stretch moves (scroll anchoring), since every row keeps its element ([`keyed`]). Who does not scroll gets
//! buttons to go on and back.
use crate::effects;
use crate::markup::html;
use std::rc::Rc;
use yew::prelude::*;
use yew::virtual_dom::{VList, VNode};

/// Where a stretch lies in its list, in rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stretch {
    /// Rows of the whole list.
    pub total: u32,
    /// Rows before the first that is drawn.
    pub from: u32,
    /// Rows drawn.
    pub drawn: u32,
    /// Rows that are drawn at most.
    pub most: u32,
}

/// Where the drawn rows lie, in pixels from the window's top.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Extent {
    /// Their upper edge.
    pub top: i32,
    /// Their lower edge.
    pub bottom: i32,
    /// Height of the window.
    pub window: i32,
}

/// Props of [`LongList`].
#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// Which rows.
    pub stretch: Stretch,
    /// They, as a list or table.
    pub children: Html,
    /// Told where the stretch is to begin that is seen now.
    pub on_want: Callback<u32>,
}

/// Rows of a list, each with its number, which it keeps from drawing to drawing.
pub(crate) fn keyed(from: u32, mut rows: Vec<Html>) -> Html {
    for (n, row) in (from..).zip(&mut rows) {
        if let VNode::VTag(tag) = row
            && let Some(tag) = Rc::get_mut(tag)
        {
            tag.key = Some(n.into());
        }
    }
    VList::with_children(rows, None).into()
}

/// The list.
#[component]
pub(crate) fn LongList(props: &Props) -> Html {
    let places = [use_node_ref(), use_node_ref(), use_node_ref()];
    // The height of a row, learnt from the first stretch.
    let row_height = use_mut_ref(|| 0);
    let (stretch, on_want) = (props.stretch, props.on_want.clone());
    {
        let [before, rows, after] = places.clone();
        use_effect(move || {
            let extent = effects::extent(&rows);
            let each = extent.map_or(0, |e| (e.bottom - e.top) / stretch.drawn.max(1).cast_signed());
            if stretch.from == 0 || *row_height.borrow() == 0 {
                *row_height.borrow_mut() = each.max(1).cast_unsigned();
            }
            let each = *row_height.borrow();
            effects::set_height(&before, stretch.from * each);
            effects::set_height(&after, stretch.total.saturating_sub(stretch.from + stretch.drawn) * each);
            let look = move || {
                if let Some(from) = effects::extent(&rows).and_then(|extent| wanted(stretch, extent, each)) {
                    on_want.emit(from);
                }
            };
            look();
            let listeners = effects::on_scroll(look);
            move || drop(listeners)
        });
    }
    let [before, rows, after] = places;
    let go = |from: u32| props.on_want.reform(move |_: MouseEvent| from);
    let next = stretch.from + stretch.drawn;
    let back = stretch.from.saturating_sub(stretch.most / 2);
    let (to_back, to_next) = (go(back), go(stretch.from + stretch.most / 2));
    yew::html! {
        <>
            <div ref={before}></div>
            if stretch.from > 0 { { turn(format!("Rows up to {}", stretch.from), to_back) } }
            <div ref={rows}>{ props.children.clone() }</div>
            if next < stretch.total { { turn(format!("Rows from {} of {}", next + 1, stretch.total), to_next) } }
            <div ref={after}></div>
        </>
    }
}

fn turn(label: String, onclick: Callback<MouseEvent>) -> Html {
    html! { <p class="turn"><button type="button" {onclick}>{ label }</button></p> }
}

/// Where another stretch is to begin, if the rows drawn do not cover the window with half a window beside it. `each` is
/// the estimated height of a row.
fn wanted(stretch: Stretch, extent: Extent, each: u32) -> Option<u32> {
    let Extent { top, bottom, window } = extent;
    let last = stretch.from + stretch.drawn;
    let above = stretch.from > 0 && top > -window / 2;
    let below = last < stretch.total && bottom < window + window / 2;
    if !(above || below) || stretch.drawn == 0 {
        return None;
    }
    let each = each.max(1).cast_signed();
    // The row at the upper edge of the window.
    let first = if top >= 0 {
        stretch.from.cast_signed() - top / each
    } else if bottom <= 0 {
        last.cast_signed() + -bottom / each
    } else {
        stretch.from.cast_signed() + -top * stretch.drawn.cast_signed() / (bottom - top)
    };
    let before = stretch.most.cast_signed() / 3;
    let latest = stretch.total.saturating_sub(stretch.most).cast_signed();
    let from = (first - before).min(latest).max(0).cast_unsigned();
    // Not for a few rows, unless they are the last.
    let few = from.abs_diff(stretch.from) < stretch.most / 10;
    (from != stretch.from && (!few || from == 0 || from.cast_signed() == latest)).then_some(from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(from: u32, top: i32, bottom: i32, expected: Option<u32>) {
        let stretch = Stretch { total: 1000, from, drawn: 100, most: 100 };
        assert_eq!(wanted(stretch, Extent { top, bottom, window: 800 }, 20), expected, "{from} {top}");
    }

    #[test]
    fn a_stretch_follows_the_window() {
        // At the top; somewhere within; near the lower edge; near the upper edge.
        check(0, 300, 2300, None);
        check(0, -500, 1500, None);
        check(0, -1000, 1000, Some(17));
        check(500, -200, 1800, Some(477));
        check(500, -700, 1300, None);
        // Far below, far above, at both ends.
        check(0, -12_000, -10_000, Some(567));
        check(500, 4_000, 6_000, Some(267));
        check(500, 10_000, 12_000, Some(0));
        check(0, -19_500, -17_500, Some(900));
        check(900, -1_500, 500, None);
        check(0, 300, 2_300, None);
    }

    #[test]
    fn what_was_wanted_is_enough() {
        // Whatever is seen, once the stretch lies there nothing else is wanted.
        for seen in (0..19_200).step_by(37) {
            let place = |from: u32| from.cast_signed() * 20 - seen;
            let stretch = |from| Stretch { total: 1000, from, drawn: 100, most: 100 };
            let extent = |from| Extent { top: place(from), bottom: place(from) + 2000, window: 800 };
            let mut from = 0;
            for step in 0.. {
                let Some(next) = wanted(stretch(from), extent(from), 20) else { break };
                assert!(step < 2, "{seen} {from} {next}");
                from = next;
            }
            assert!(place(from) <= 0 && place(from) + 2000 >= 800, "{seen} {from}");
        }
    }

    #[test]
    fn rows_keep_their_numbers() {
        let VNode::VList(list) = keyed(7, vec![html! { <li>{ "a" }</li> }, html! { <li>{ "b" }</li> }]) else {
            panic!("no list")
        };
        assert_eq!(list.iter().filter_map(|row| row.key().map(ToString::to_string)).collect::<Vec<_>>(), ["7", "8"]);
    }
}
