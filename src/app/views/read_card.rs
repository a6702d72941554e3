//! The card of a name: beside a mark while that is pointed at, focused or tapped, and in the margin once it is chosen.
//!
//! The card beside a mark goes with Escape, can be pointed at itself, and stays until pointer and focus have left (WCAG
//! 1.4.13). It has no control that the card in the margin has not: the keyboard gets there by Enter on the mark.
use crate::Context;
use crate::address::{Address, Find, Read, with_ids};
use crate::ask::use_answer;
use crate::markup::html;
use crate::parts::evidence::count;
use crate::pointed::{Spot, around, document, place, press, spot};
use crate::state::Action;
use analysis::{Entity, EntityKind};
use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use gloo::timers::callback::Timeout;
use library::{Card, CardOf, Form, Role};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, KeyboardEvent, PointerEvent};
use yew::prelude::*;

/// Props of [`NameCard`].
#[derive(Properties, PartialEq)]
pub(crate) struct CardProps {
    /// To ask and to go.
    pub context: Context,
    /// What is read.
    pub at: Read,
    /// The entity's id.
    pub entity: String,
    /// The mention in the shown texts, from 1; 0 for none.
    pub nth: usize,
    /// Mentions in the shown texts.
    pub all: usize,
    /// The mark that it stands beside; none for the card in the margin.
    pub beside: Option<Spot>,
}

/// Asks who it is, and tells.
#[component]
pub(crate) fn NameCard(props: &CardProps) -> Html {
    let answered = use_answer(&props.context, CardOf { entity: props.entity.clone() });
    let beside = props.beside;
    use_effect(move || {
        if let Some(beside) = beside {
            place("name-card", beside);
        }
    });
    let card = answered.answer.filter(|card| card.entity.as_ref().is_some_and(|e| e.id == props.entity));
    match card.as_ref().and_then(|card| card.entity.as_ref().map(|e| (card, e))) {
        Some((card, entity)) => drawn(props, card, entity),
        None => html! {},
    }
}

fn drawn(props: &CardProps, card: &Card, entity: &Entity) -> Html {
    let beside = props.beside.is_some();
    let (outlets_max, forms_max, roles_max) = if beside { (4, 3, 2) } else { (12, 12, 6) };
    let to = |article: &str, at| {
        let articles = vec![article.to_owned()];
        let who = Some(entity.id.clone());
        Address::Read(Read { articles, who, at: Some(at), layers: props.at.layers, ..Read::default() }).print()
    };
    let form = |form: &Form| {
        html! { <dd><a href={to(&form.first.article, form.first.sentence)}><bdi>{ &form.text }</bdi></a>{ format!(" ×{}", form.count) }</dd> }
    };
    let role = |role: &Role| {
        html! { <dd><a href={to(&role.first.article, role.first.sentence)}><bdi>{ &role.text }</bdi></a>{ format!(" ×{}", role.count) }</dd> }
    };
    let more = |all: u32, shown: usize, one, many| {
        let left = (all as usize).saturating_sub(shown);
        html! { if left > 0 { <p class="more">{ format!("and {}", count(left, one, many)) }</p> } }
    };
    let facts = format!(
        "{} · {} in {}",
        entity.kind.name(),
        count(card.mentions as usize, "mention", "mentions"),
        count(card.outlets_total as usize, "outlet", "outlets"),
    );
    let chosen = Address::Read(Read { who: Some(entity.id.clone()), nth: props.nth, ..props.at.clone() });
    let close = Address::Read(Read { who: None, nth: 0, ..props.at.clone() });
    let outlets = card.outlets.iter().take(outlets_max);
    let inside = html! {
        <>
            <h2 id={if beside { "name-card-title" } else { "card-title" }} tabindex="-1"><bdi>{ &entity.name }</bdi></h2>
            <p class="kind" id={beside.then_some("name-card-kind")}>{ facts }</p>
            { steps(props, &entity.id) }
            <dl>
                if !card.roles.is_empty() {
                    <div><dt>{ "Called" }</dt>{ for card.roles.iter().take(roles_max).map(role) }</div>
                }
                { for outlets.map(|o| html! {
                    <div><dt><bdi>{ &o.outlet }</bdi></dt>{ for o.forms.iter().take(forms_max).map(form) }</div>
                }) }
            </dl>
            { more(card.outlets_total, card.outlets.len().min(outlets_max), "outlet more", "outlets more") }
            <ul class="ways">
                if beside { <li><a href={chosen.print()}>{ "Keep in the margin" }</a></li> }
                <li><a href={with_ids("#/1/names", std::slice::from_ref(&entity.id))}>{ "All about this name" }</a></li>
                <li><a href={found(entity).print()}>{ "Find every passage" }</a></li>
            </ul>
        </>
    };
    if beside {
        return html! { <div id="name-card" class="card beside-mark" popover="manual" role="group" aria-labelledby="name-card-title">{ inside }</div> };
    }
    html! {
        <section class="card" aria-labelledby="card-title">{ inside }
            <button type="button" onclick={props.context.go::<MouseEvent>(close)}>{ "Close" }</button>
        </section>
    }
}

/// The search for all passages that name it.
fn found(entity: &Entity) -> Address {
    let facet = match entity.kind {
        EntityKind::Person => Some("person"),
        EntityKind::Organisation | EntityKind::Medium => Some("organisation"),
        EntityKind::Place | EntityKind::Country => Some("place"),
        _ => None,
    };
    let mut find = Find::default();
    match facet {
        Some(facet) => drop(find.chosen.insert(facet.to_owned(), vec![entity.id.clone()])),
        None => find.query = format!("\"{}\"", entity.name),
    }
    Address::Find(find)
}

/// To the mention before and the one after, round and round.
fn steps(props: &CardProps, entity: &str) -> Html {
    let (nth, all) = (props.nth, props.all);
    if all == 0 {
        return html! { <p class="steps">{ "Not named in what is shown." }</p> };
    }
    let pinned = props.beside.is_none();
    let step = |label: &'static str, id: &'static str, nth: usize| {
        let to = Address::Read(Read { who: Some(entity.to_owned()), nth, ..props.at.clone() });
        let (dispatcher, same) = (props.context.state.dispatcher(), props.at.who.as_deref() == Some(entity));
        // Steps are no history, the choice of a name is.
        let onclick = Callback::from(move |_: MouseEvent| {
            dispatcher.dispatch(if same { Action::Type(to.clone()) } else { Action::Go(to.clone()) });
        });
        html! { <button type="button" id={pinned.then_some(id)} {onclick} aria-label={format!("{label} mention")}>{ label }</button> }
    };
    let told = if nth == 0 { count(all, "mention here", "mentions here") } else { format!("{nth} of {all}") };
    html! {
        <div class="steps">
            { step("Previous", "previous-mention", if nth <= 1 { all } else { nth - 1 }) }
            <span role={pinned.then_some("status")}><span class="visually-hidden">{ "Mention " }</span>{ told }</span>
            { step("Next", "next-mention", if nth >= all { 1 } else { nth + 1 }) }
            if pinned { <p class="hint">{ "Alt + ↓ and Alt + ↑ go from mention to mention." }</p> }
        </div>
    }
}

/// Props of [`PointedCard`].
#[derive(Properties, PartialEq)]
pub(crate) struct PointedProps {
    /// To ask and to go.
    pub context: Context,
    /// What is read.
    pub at: Read,
    /// Ids of the entities in the shown texts, with the number of their mentions there.
    pub named: Rc<Vec<(String, usize)>>,
}

/// The card beside the mark that is pointed at, focused or tapped.
#[component]
pub(crate) fn PointedCard(props: &PointedProps) -> Html {
    let shown = use_state(|| None::<Shown>);
    let pointing = Pointing { shown: shown.setter(), watch: use_mut_ref(Watch::default) };
    use_effect_with((), move |()| {
        let options = EventListenerOptions { phase: EventListenerPhase::Capture, passive: false };
        let listen = |kind: &'static str| {
            let pointing = pointing.clone();
            document().map(|d| EventListener::new_with_options(&d, kind, options, move |event| pointing.hear(event)))
        };
        let listeners = ["pointerover", "pointerdown", "click", "focusin", "keydown"].map(listen);
        move || drop(listeners)
    });
    let Some(Shown { entity, nth, beside }) = (*shown).clone() else { return html! {} };
    let all = props.named.iter().find(|(id, _)| *id == entity).map_or(0, |(_, n)| *n);
    yew::html! {
        <NameCard context={props.context.clone()} at={props.at.clone()} {entity} {nth} {all} beside={Some(beside)} />
    }
}

/// The card that is shown beside a mark.
#[derive(Clone, PartialEq)]
struct Shown {
    entity: String,
    nth: usize,
    beside: Spot,
}

#[derive(Default)]
struct Watch {
    /// The mark whose card is shown.
    open: Option<Element>,
    /// The mark whose card was sent away while it was pointed at.
    sent_away: Option<Element>,
    /// What is about to happen, and whether that is the end of the card.
    soon: Option<(Timeout, bool)>,
    /// Whether the last press was by a finger or a pen.
    touched: bool,
}

/// How long the pointer rests before a card comes, and is away before it goes, in milliseconds.
const REST: u32 = 300;

#[derive(Clone)]
struct Pointing {
    shown: UseStateSetter<Option<Shown>>,
    watch: Rc<RefCell<Watch>>,
}

impl Pointing {
    fn hear(&self, event: &Event) {
        let mark = around(event, ".body a.named");
        let in_card = around(event, "#name-card").is_some();
        let open = self.watch.borrow().open.clone();
        match event.type_().as_str() {
            "pointerover" if event.unchecked_ref::<PointerEvent>().pointer_type() == "touch" => {}
            "pointerover" if in_card || (mark.is_some() && mark == open) => self.watch.borrow_mut().soon = None,
            "pointerover" => match mark {
                Some(mark) if self.watch.borrow().sent_away.as_ref() == Some(&mark) => {}
                Some(mark) => self.soon(REST, Some(mark)),
                None => {
                    self.watch.borrow_mut().sent_away = None;
                    let focused = document().and_then(|d| d.active_element());
                    let going = self.watch.borrow().soon.as_ref().is_some_and(|(_, end)| *end);
                    if open.is_none() {
                        self.watch.borrow_mut().soon = None;
                    } else if !going && focused != open {
                        self.soon(REST, None);
                    }
                }
            },
            "pointerdown" => {
                let touched = event.unchecked_ref::<PointerEvent>().pointer_type() != "mouse";
                self.watch.borrow_mut().touched = touched;
            }
            "click" if self.watch.borrow().touched && mark.is_some() && mark != open => {
                // The first tap shows the card, the second is the link's.
                event.prevent_default();
                event.stop_propagation();
                self.show(mark);
            }
            // Whatever was clicked hears of it first.
            "click" if open.is_some() => self.soon(0, None),
            "focusin" if in_card => self.watch.borrow_mut().soon = None,
            "focusin" => {
                let seen = |mark: &Element| {
                    let chosen = mark.query_selector(".mark-at").is_ok_and(|found| found.is_some());
                    !chosen && mark.matches(":focus-visible").unwrap_or(false)
                };
                match mark.filter(seen) {
                    Some(mark) => self.show(Some(mark)),
                    None => self.show(None),
                }
            }
            "keydown" => self.key(event.unchecked_ref(), open),
            _ => {}
        }
    }

    fn key(&self, event: &KeyboardEvent, open: Option<Element>) {
        let typing = around(event, "input, select, textarea").is_some();
        match event.key().as_str() {
            "Escape" => {
                if let Some(mark) = open {
                    if let (true, Some(mark)) = (around(event, "#name-card").is_some(), mark.dyn_ref::<HtmlElement>()) {
                        mark.focus().unwrap_or_default();
                    }
                    self.show(None);
                    self.watch.borrow_mut().sent_away = Some(mark);
                } else {
                    press("note-cancel");
                }
            }
            "ArrowDown" if event.alt_key() && !typing && press("next-mention") => event.prevent_default(),
            "ArrowUp" if event.alt_key() && !typing && press("previous-mention") => event.prevent_default(),
            _ => {}
        }
    }

    /// Shows the card of a mark, or none, in a while.
    fn soon(&self, wait: u32, mark: Option<Element>) {
        let (pointing, end) = (self.clone(), mark.is_none());
        let timer = Timeout::new(wait, move || {
            // What runs out need not be cancelled, as the next shown would.
            if let Some((timer, _)) = pointing.watch.borrow_mut().soon.take() {
                timer.forget();
            }
            pointing.show(mark);
        });
        self.watch.borrow_mut().soon = Some((timer, end));
    }

    fn show(&self, mark: Option<Element>) {
        let mut watch = self.watch.borrow_mut();
        watch.soon = None;
        if let Some(last) = watch.open.take() {
            last.remove_attribute("aria-describedby").unwrap_or_default();
        }
        let address = mark.as_ref().and_then(|m| m.get_attribute("href")).map(|href| Address::parse(&href).0);
        let Some((mark, Address::Read(Read { who: Some(entity), nth, .. }))) = mark.zip(address) else {
            return self.shown.set(None);
        };
        mark.set_attribute("aria-describedby", "name-card-kind").unwrap_or_default();
        self.shown.set(Some(Shown { entity, nth, beside: spot(&mark) }));
        watch.open = Some(mark);
    }
}
