//! Names: everybody and everything that is named, beside the card of one; and what the user corrects in who is meant.
//!
//! Of the list only the rows are drawn that are seen. Every number of the card opens its sentences. A correction is one
//! action on the state: the library follows, and with it every view.
use crate::Context;
use crate::address::{Address, Names, ORDERS, Read};
use crate::ask::{Same, use_answer};
use crate::effects;
use crate::markup::html;
use crate::parts::corrections::{Mend, history};
use crate::parts::evidence::count;
use crate::parts::marked::{Mark, marked};
use crate::state::Action;
use analysis::{Entity, EntityKind};
use corpus::Span;
use library::{
    Behind, Card, CardOf, CastList, CastOf, CastOrder, CastRow, CorrectionsOf, Form, RolePlace, Sentence, Sentences,
    SentencesOf, Spot,
};
use std::rc::Rc;
use yew::prelude::*;

/// Rows of the list that are asked for at a time, and how many of them lie before those that are seen.
const ROWS: u32 = 60;
const ROWS_BEFORE: u32 = 15;
/// Height of a row (pixels) until one is there to be measured.
const ROW_PX: u32 = 52;
/// Sentences behind a number that are shown at a time.
const SENTENCES: u32 = 40;
/// Forms, roles and neighbours shown before the rest is folded.
const SHOWN: usize = 12;

/// Props of [`NamesView`].
#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// What is asked.
    pub at: Names,
}

/// The Names view.
#[component]
pub(crate) fn NamesView(props: &Props) -> Html {
    let Some(context) = use_context::<Context>() else { return html! {} };
    let at = &props.at;
    // The first row that is seen, and the height of one.
    let seen = use_state(|| (0_u32, ROW_PX));
    let from = seen.0.saturating_sub(ROWS_BEFORE) / ROWS_BEFORE * ROWS_BEFORE;
    let ask = CastOf { with: at.with.clone(), kind: at.kind, order: at.order, from, most: ROWS };
    let list = use_answer(&context, ask);
    let card = use_answer(&context, CardOf { entity: at.entity.clone().unwrap_or_default() });
    let pages = use_state(|| 1_u32);
    let behind = SentencesOf {
        entity: at.open.as_ref().and(at.entity.clone()).unwrap_or_default(),
        behind: at.open.clone().unwrap_or_default(),
        outlet: at.outlet.clone(),
        from: 0,
        most: SENTENCES * *pages,
    };
    let sentences = use_answer(&context, behind);
    let told = use_answer(&context, CorrectionsOf { most: u32::MAX });
    use_effect_with((), |()| {
        effects::write_title("Names – Parallax");
        effects::take_over();
    });
    {
        // What was chosen gets the focus as soon as it is there, so that a keyboard goes on from there.
        let (first, wanted) = (use_mut_ref(|| true), use_mut_ref(|| false));
        let chosen = wanted.clone();
        use_effect_with((at.entity.clone(), at.open.clone(), at.outlet.clone()), move |(entity, ..)| {
            *chosen.borrow_mut() = !first.replace(false) && entity.is_some();
        });
        let there = !card.waiting && !sentences.waiting;
        let target = if at.open.is_some() { "#sentences" } else { "#card-name" };
        use_effect(move || {
            if there && wanted.replace(false) {
                effects::focus_on(target);
            }
        });
    }
    {
        let (seen, pages) = (seen.clone(), pages.clone());
        use_effect_with((at.with.clone(), at.kind, at.order), move |_| seen.set((0, seen.1)));
        use_effect_with((at.entity.clone(), at.open.clone(), at.outlet.clone()), move |_| pages.set(1));
    }
    let scrolled = {
        let seen = seen.clone();
        Callback::from(move |event: Event| {
            if let Some((top, _, row)) = effects::scrolled(&event) {
                let row = row.max(1).cast_unsigned();
                seen.set((top.max(0).cast_unsigned() / row, row));
            }
        })
    };
    let more = Callback::from(move |_: MouseEvent| pages.set(*pages + 1));
    let none = Rc::new(CastList::default());
    let cast = list.answer.unwrap_or(none);
    // Answers to the question before are drawn until the newer one is there, but not somebody else's card.
    let card = card.answer.filter(|c| c.entity.as_ref().map(|e| &e.id) == at.entity.as_ref() || !card.waiting);
    let sentences = sentences.answer.filter(|_| at.open.is_some());
    let view = View { context: context.clone(), at: at.clone() };
    let key = format!("{}/{}/{}", at.with, at.kind.map_or("", EntityKind::name), at.order as u8);
    let rows = yew::html! {
        <div class="cast-rows" {key} onscroll={scrolled}>{ view.rows(&cast, seen.1) }</div>
    };
    html! {
        <article class="names">
            <h1 id="page-title" tabindex="-1">{ "Names" }</h1>
            { view.said() }
            <div class="naming">
                <section class="cast" aria-label="List of names">
                    { view.filters(&cast) }
                    { rows }
                </section>
                { view.chosen(card, sentences, more) }
            </div>
            { history(&context, told.answer.as_deref()) }
        </article>
    }
}

struct View {
    context: Context,
    at: Names,
}

impl View {
    fn to(&self, change: impl FnOnce(&mut Names)) -> String {
        let mut at = self.at.clone();
        change(&mut at);
        Address::Names(at).print()
    }

    fn card_link(&self, entity: &Entity) -> String {
        self.to(|at| (at.entity, at.open, at.outlet) = (Some(entity.id.clone()), None, None))
    }

    fn open_link(&self, open: Option<Behind>, outlet: Option<&str>) -> String {
        self.to(|at| (at.open, at.outlet) = (open, outlet.map(str::to_owned)))
    }

    /// What the last correction did, with the way back.
    fn said(&self) -> Html {
        let state = &self.context.state;
        let act = |action: fn() -> Action| {
            let dispatcher = state.dispatcher();
            // The button goes with what it takes back: the focus must not go with it.
            Callback::from(move |_: MouseEvent| {
                dispatcher.dispatch(action());
                effects::focus("page-title");
            })
        };
        html! {
            <div class="said" role="status">
                if !state.said.is_empty() {
                    <span>{ &state.said }</span>
                    if !state.past.is_empty() {
                        <button type="button" onclick={act(|| Action::Undo)}>{ "Undo" }</button>
                    }
                    if !state.undone.is_empty() {
                        <button type="button" onclick={act(|| Action::Redo)}>{ "Redo" }</button>
                    }
                }
            </div>
        }
    }

    fn filters(&self, cast: &CastList) -> Html {
        let typed = {
            let (at, dispatcher) = (self.at.clone(), self.context.state.dispatcher());
            Callback::from(move |event: InputEvent| {
                dispatcher
                    .dispatch(Action::Type(Address::Names(Names { with: effects::chosen(&event), ..at.clone() })));
            })
        };
        let ordered = {
            let (at, dispatcher) = (self.at.clone(), self.context.state.dispatcher());
            Callback::from(move |event: Event| {
                let chosen = effects::chosen(&event);
                let order = CastOrder::ALL.into_iter().zip(ORDERS).find(|(_, o)| *o == chosen);
                let order = order.map(|(order, _)| order).unwrap_or_default();
                dispatcher.dispatch(Action::Go(Address::Names(Names { order, ..at.clone() })));
            })
        };
        let chip = |kind: Option<EntityKind>, n: u32| {
            let to = Address::Names(Names { kind, ..self.at.clone() });
            let pressed = (self.at.kind == kind).to_string();
            let label = kind.map_or("all", EntityKind::name);
            html! {
                <li><button type="button" aria-pressed={pressed} onclick={self.context.go::<MouseEvent>(to)}>{ label }{ format!(" {n}") }</button></li>
            }
        };
        let all = cast.kinds.iter().map(|(_, n)| n).sum();
        // The chosen one can be given up even where nothing is of it.
        let gone = self.at.kind.filter(|kind| cast.kinds.iter().all(|(k, _)| k != kind));
        let mut chips = vec![chip(None, all)];
        chips.extend(cast.kinds.iter().map(|(kind, n)| chip(Some(*kind), *n)));
        chips.extend(gone.map(|kind| chip(Some(kind), 0)));
        let option = |(label, order): (&'static str, CastOrder)| {
            let key = ORDERS.get(order as usize).copied().unwrap_or("");
            html! { <option value={key} selected={self.at.order == order}>{ label }</option> }
        };
        let orders = ["most mentioned first", "by the alphabet", "most outlets first"].into_iter().zip(CastOrder::ALL);
        html! {
            <div class="cast-filters" role="search">
                <label>{ "Name or any form of it " }<input type="search" autocomplete="off" spellcheck="false" value={self.at.with.clone()} oninput={typed} /></label>
                <label>{ "Order " }<select onchange={ordered}>{ for orders.map(option) }</select></label>
                <ul class="kinds" aria-label="Kinds">{ for chips }</ul>
                <p role="status">{ count(cast.total as usize, "name", "names") }</p>
            </div>
        }
    }

    /// The rows that are seen between two gaps as high as those that are not.
    fn rows(&self, cast: &CastList, row_px: u32) -> Html {
        let rest = cast.total.saturating_sub(cast.from + cast.rows.len() as u32);
        let gap = |rows: u32| html! { <svg class="gap-rows" width="1" height={(rows * row_px).to_string()} aria-hidden="true"></svg> };
        let row = |(n, row): (u32, &CastRow)| {
            let current = (self.at.entity.as_ref() == Some(&row.entity.id)).then_some("true");
            let name = row.entity.name.as_str();
            let others: Vec<&str> = row.forms.iter().map(String::as_str).filter(|f| *f != name).collect();
            let facts = format!(
                "{} · {} · {}",
                row.entity.kind.name(),
                count(row.mentions as usize, "mention", "mentions"),
                count(row.outlets as usize, "outlet", "outlets")
            );
            html! {
                <li aria-setsize={cast.total.to_string()} aria-posinset={n.to_string()}>
                    <a href={self.card_link(&row.entity)} aria-current={current}>
                        <bdi class="name">{ name.to_owned() }</bdi>
                        <span class="facts">{ facts }
                            if !others.is_empty() { { " · " }<bdi>{ others.join(", ") }</bdi> }</span>
                    </a>
                </li>
            }
        };
        let prepared = cast.kinds.is_empty() && self.at.with.is_empty() && self.context.state.catalogue.entities > 0;
        html! {
            <>
            if prepared { <p class="card-empty">{ "This corpus was prepared ahead and only a part of it is here: its names are not listed." }</p> }
            { gap(cast.from) }
            <ol>{ for (cast.from + 1..).zip(&cast.rows).map(row) }</ol>
            { gap(rest) }
            </>
        }
    }

    /// The card of the chosen name.
    fn chosen(&self, card: Option<Rc<Card>>, sentences: Option<Rc<Sentences>>, more: Callback<MouseEvent>) -> Html {
        let Some(card) = card.filter(|_| self.at.entity.is_some()) else {
            let words = "Choose a name to see what every outlet calls it, who is mentioned beside it, where it comes first; and to merge, split or rename it.";
            let empty = self.at.entity.is_none();
            return html! { <section class="who" aria-label="Card">if empty { <p class="card-empty">{ words }</p> }</section> };
        };
        let Some(entity) = card.entity.clone() else {
            let id = self.at.entity.clone().unwrap_or_default();
            return html! {
                <section class="who" aria-label="Card"><p class="card-empty">{ "This corpus has no name with the id “" }<bdi>{ id }</bdi>{ "”. It may have been merged with another." }</p></section>
            };
        };
        let mend = yew::html! { <Mend key={entity.id.clone()} context={self.context.clone()} at={self.at.clone()} card={Same(card.clone())} /> };
        html! {
            <section class="who" aria-labelledby="card-name">
                <h2 id="card-name" tabindex="-1"><bdi>{ &entity.name }</bdi></h2>
                { self.summary(&entity, &card) }
                if let Some(sentences) = sentences { { self.sentences(&card, &sentences, more) } }
                { self.first(&card) }
                { self.forms(&card) }
                { self.roles(&card) }
                { self.neighbours(&card) }
                { mend }
            </section>
        }
    }

    fn number(&self, open: Behind, outlet: Option<&str>, label: String) -> Html {
        let current = (self.at.open.as_ref() == Some(&open) && self.at.outlet.as_deref() == outlet).then_some("true");
        html! { <a class="number" href={self.open_link(Some(open), outlet)} aria-current={current}>{ label }</a> }
    }

    fn summary(&self, entity: &Entity, card: &Card) -> Html {
        let pronouns = match card.pronouns {
            0 => String::new(),
            n => format!(", and {n} by a pronoun"),
        };
        let wheres = format!(
            " in {} of {}{pronouns}.",
            count(card.articles as usize, "article", "articles"),
            count(card.outlets_total as usize, "outlet", "outlets")
        );
        html! {
            <p class="summary">
                <span class="kind">{ entity.kind.name() }</span>{ " · " }
                { self.number(Behind::All, None, count(card.mentions as usize, "mention", "mentions")) }{ wheres }
                if card.speaks > 0 {
                    { " Its words are given " }
                    { self.number(Behind::Said, None, count(card.speaks as usize, "time", "times")) }
                    { format!(" in {}.", count(card.speaks_in as usize, "article", "articles")) }
                }
            </p>
        }
    }

    fn first(&self, card: &Card) -> Html {
        let Some(first) = &card.first else { return html! {} };
        let headline = first.head.headline.clone().unwrap_or_else(|| "no headline in the file".to_owned());
        html! {
            <section class="first">
                <h3>{ "First mention" }</h3>
                <p class="from"><bdi>{ &first.head.outlet }</bdi>{ " · " }{ &first.head.dated }{ " · " }<a href={self.read_link(&first.at)} dir="auto">{ headline }</a></p>
                <blockquote dir="auto">{ marked_sentence(&first.text, &[first.mark]) }</blockquote>
            </section>
        }
    }

    /// A place in the Read view, with this name's card open there.
    fn read_link(&self, spot: &Spot) -> String {
        let (articles, who) = (vec![spot.article.clone()], self.at.entity.clone());
        Address::Read(Read { articles, who, at: Some(spot.sentence), ..Read::default() }).print()
    }

    fn forms(&self, card: &Card) -> Html {
        let line = |form: &Form, outlet: Option<&str>| {
            let label = format!("×{}", form.count);
            html! {
                <li><a href={self.read_link(&form.first)}><bdi>{ &form.text }</bdi></a>{ " " }{ self.number(Behind::Form(form.text.clone()), outlet, label) }</li>
            }
        };
        let by = |o: &library::OutletForms| {
            let outlet = Some(o.outlet.as_str());
            html! {
                <div>
                    <dt><bdi>{ &o.outlet }</bdi>{ " " }{ self.number(Behind::All, outlet, o.mentions.to_string()) }</dt>
                    <dd><ul class="run">{ for o.forms.iter().map(|f| line(f, outlet)) }</ul></dd>
                </div>
            }
        };
        let rest = |shown: usize, total: u32| cut(shown, total);
        html! {
            <section>
                <h3>{ "What it is called" }</h3>
                { folded(card.forms.iter().map(|f| line(f, None)).collect(), "more forms") }
                { rest(card.forms.len(), card.forms_total) }
                if card.outlets_total > 1 {
                    <h3>{ "By outlet" }</h3>
                    <dl class="by-outlet">{ for card.outlets.iter().map(by) }</dl>
                    { rest(card.outlets.len(), card.outlets_total) }
                }
            </section>
        }
    }

    fn roles(&self, card: &Card) -> Html {
        if card.roles.is_empty() {
            return html! {};
        }
        let line = |role: &library::Role| {
            let place = match role.place {
                RolePlace::Title => "before the name",
                RolePlace::Beside => "beside the name",
                RolePlace::Alone => "in place of the name",
            };
            html! {
                <li><a href={self.read_link(&role.first)}><bdi>{ &role.text }</bdi></a>{ " " }{ self.number(Behind::Role(role.text.clone()), None, format!("×{}", role.count)) }
                    <span class="place">{ " " }{ place }</span></li>
            }
        };
        html! {
            <section>
                <h3>{ "Besides its name" }</h3>
                { folded(card.roles.iter().map(line).collect(), "more phrases") }
                { cut(card.roles.len(), card.roles_total) }
            </section>
        }
    }

    fn neighbours(&self, card: &Card) -> Html {
        if card.with.is_empty() {
            return html! {};
        }
        let line = |t: &library::Together| {
            let label = format!("×{}", t.sentences);
            html! {
                <li><a href={self.card_link(&t.entity)}><bdi>{ &t.entity.name }</bdi></a>{ " " }{ self.number(Behind::With(t.entity.id.clone()), None, label) }</li>
            }
        };
        html! {
            <section>
                <h3>{ "In the same sentence with" }</h3>
                { folded(card.with.iter().map(line).collect(), "more names") }
                { cut(card.with.len(), card.with_total) }
            </section>
        }
    }

    fn sentences(&self, card: &Card, found: &Sentences, more: Callback<MouseEvent>) -> Html {
        let what = match self.at.open.as_ref().unwrap_or(&Behind::All) {
            Behind::All => "Every mention by name".to_owned(),
            Behind::Said => "Its words".to_owned(),
            Behind::Form(form) => format!("“{form}”"),
            Behind::Role(role) => format!("“{role}”"),
            Behind::With(other) => {
                let known = card.with.iter().find(|t| t.entity.id == *other);
                format!("With {}", known.map_or(other, |t| &t.entity.name))
            }
        };
        let outlet = self.at.outlet.as_ref().map_or_else(String::new, |o| format!(" in {o}"));
        let line = |s: &Sentence| {
            let spot = Spot { article: s.head.id.clone(), sentence: s.span, ..Spot::default() };
            html! {
                <li>
                    <p class="from"><bdi>{ &s.head.outlet }</bdi>{ " · " }{ &s.head.dated }{ " · " }<a href={self.read_link(&spot)}>{ "in its context" }</a></p>
                    <blockquote dir="auto">{ marked_sentence(&s.text, &s.marks) }</blockquote>
                </li>
            }
        };
        let places = count(found.places as usize, "place", "places");
        let sentences = count(found.total as usize, "sentence", "sentences");
        html! {
            <section class="behind" aria-labelledby="sentences">
                <h3 id="sentences" tabindex="-1"><bdi>{ what }</bdi>{ outlet }</h3>
                <p>{ format!("{places} in {sentences}. ") }<a href={self.open_link(None, None)}>{ "Close" }</a></p>
                <ol>{ for found.sentences.iter().map(line) }</ol>
                if (found.sentences.len() as u32) < found.total {
                    <button type="button" onclick={more}>{ format!("Show {SENTENCES} more") }</button>
                }
            </section>
        }
    }
}

fn marked_sentence(text: &str, marks: &[Span]) -> Html {
    let marks: Vec<Mark> = marks.iter().map(|span| Mark::plain(*span, "mark-here")).collect();
    marked(text, Span::new(0, text.len()), &marks)
}

/// A list whose end is folded where it is long.
fn folded(mut lines: Vec<Html>, what: &str) -> Html {
    let rest = lines.split_off(lines.len().min(SHOWN));
    let label = format!("{} {what}", rest.len());
    html! {
        <>
        <ul class="run">{ for lines }</ul>
        if !rest.is_empty() { <details><summary>{ label }</summary><ul class="run">{ for rest }</ul></details> }
        </>
    }
}

/// Tells that a list was cut.
fn cut(shown: usize, total: u32) -> Html {
    let rest = (total as usize).saturating_sub(shown);
    if rest == 0 {
        html! {}
    } else {
        html! { <p class="place">{ format!("And {rest} more.") }</p> }
    }
}
