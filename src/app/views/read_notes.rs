//! Notes and tags on passages: a button beside selected words, a form, and the list in the margin.
use crate::Context;
use crate::address::{Address, Read};
use crate::desk::Desk;
use crate::effects;
use crate::markup::html;
use crate::parts::evidence::count;
use crate::pointed::{Spot, document, place, selected, spot};
use crate::state::Action;
use analysis::anchor::Quote;
use analysis::passage_notes::{PassageNote, json, tags, web_annotations};
use corpus::Span;
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use yew::prelude::*;

/// A passage that a note is or can be written on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Passage {
    /// The number of the text on the desk.
    pub text: u32,
    /// The words.
    pub span: Span,
    /// Where the form is put.
    pub beside: Spot,
    /// Which note it is of those that are kept; none for a new one.
    pub note: Option<usize>,
}

/// The notes on the texts that are shown: which of all kept, on which text, and where, if the passage is found.
pub(crate) fn notes_on(desk: &Desk, notes: &[PassageNote]) -> Vec<(usize, u32, Option<Span>)> {
    let place = |(n, note): (usize, &PassageNote)| {
        let text = desk.article_by_id(&note.article)?;
        Some((n, text, note.quote.find(&desk.article(text)?.text)))
    };
    notes.iter().enumerate().filter_map(place).collect()
}

/// The words that are selected, without the white space around them.
fn selected_passage(desk: &Desk) -> Option<Passage> {
    let found = selected()?;
    let text = &desk.article(found.text)?.text;
    let words = found.span.of(text);
    let before = words.len() - words.trim_start().len();
    let start = found.span.start as usize + before;
    let span = Span::new(start, start + words.trim().len());
    (!span.is_empty()).then_some(Passage { text: found.text, span, beside: found.spot, note: None })
}

/// Props of [`NoteOffer`].
#[derive(Properties, PartialEq)]
pub(crate) struct OfferProps {
    /// The texts.
    pub desk: Rc<Desk>,
    /// Opens the form.
    pub write: Callback<Option<Passage>>,
}

/// A button beside words that are being selected.
#[component]
pub(crate) fn NoteOffer(props: &OfferProps) -> Html {
    let offer = use_state(|| None::<Passage>);
    let soon = use_mut_ref(|| None::<Timeout>);
    {
        let offer = offer.setter();
        use_effect_with(props.desk.clone(), move |desk| {
            let desk = desk.clone();
            let listener = document().map(|document| {
                let page = document.clone();
                EventListener::new(&document, "selectionchange", move |_| {
                    let (offer, desk, page) = (offer.clone(), desk.clone(), page.clone());
                    // When the selection has come to rest; it may go when the button itself is pressed.
                    let rest = Timeout::new(150, move || {
                        let pressed = page.query_selector("#note-offer:hover, #note-offer:focus-within");
                        let found = selected_passage(&desk);
                        if found.is_some() || pressed.is_ok_and(|pressed| pressed.is_none()) {
                            offer.set(found);
                        }
                    });
                    *soon.borrow_mut() = Some(rest);
                })
            });
            move || drop(listener)
        });
    }
    {
        let beside = offer.as_ref().map(|o| o.beside);
        use_effect(move || {
            if let Some(beside) = beside {
                place("note-offer", beside);
            }
        });
    }
    let Some(passage) = *offer else { return html! {} };
    let (write, offer) = (props.write.clone(), offer.setter());
    let onclick = Callback::from(move |_: MouseEvent| {
        offer.set(None);
        write.emit(Some(passage));
    });
    html! { <div id="note-offer" popover="manual"><button type="button" {onclick}>{ "Note on this passage" }</button></div> }
}

/// Props of [`NoteForm`].
#[derive(Properties, PartialEq)]
pub(crate) struct FormProps {
    /// To keep the note.
    pub context: Context,
    /// The texts.
    pub desk: Rc<Desk>,
    /// What it is written on.
    pub passage: Passage,
    /// Closes the form.
    pub write: Callback<Option<Passage>>,
}

/// The form for a note.
#[component]
pub(crate) fn NoteForm(props: &FormProps) -> Html {
    let FormProps { context, desk, passage, write } = props;
    let kept = &context.state.kept.passages;
    let old = passage.note.and_then(|n| kept.get(n)).cloned().unwrap_or_default();
    let words = use_state(|| old.words.clone());
    let typed_tags = use_state(|| old.tags.join(", "));
    {
        let beside = passage.beside;
        use_effect_with((), move |()| {
            place("note-form", beside);
            effects::focus("note-words");
        });
    }
    let Some(article) = desk.article(passage.text) else { return html! {} };
    let close = {
        let write = write.clone();
        Callback::from(move |_: MouseEvent| {
            write.emit(None);
            effects::focus("note-button");
        })
    };
    let onsubmit = {
        let note = PassageNote {
            article: article.id.clone(),
            quote: Quote::of(&article.text, passage.span),
            words: words.trim().to_owned(),
            tags: tags(&typed_tags),
            made: if old.made.is_empty() { effects::today() } else { old.made },
        };
        let (mut notes, at, write) = (kept.clone(), passage.note, write.clone());
        let dispatcher = context.state.dispatcher();
        if !note.words.is_empty() || !note.tags.is_empty() {
            match at.and_then(|n| notes.get_mut(n)) {
                Some(old) => *old = note,
                None => notes.push(note),
            }
        }
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            dispatcher.dispatch(Action::Annotate(notes.clone()));
            write.emit(None);
            effects::focus("note-button");
        })
    };
    let type_words = {
        let words = words.setter();
        Callback::from(move |event: InputEvent| words.set(effects::chosen(&event)))
    };
    let type_tags = {
        let typed = typed_tags.setter();
        Callback::from(move |event: InputEvent| typed.set(effects::chosen(&event)))
    };
    html! {
        <form id="note-form" popover="manual" aria-label="Note on a passage" {onsubmit}>
            <blockquote dir="auto">{ short(&passage.span.in_one_line(&article.text)) }</blockquote>
            <label>{ "Note" }<textarea id="note-words" rows="3" oninput={type_words} value={(*words).clone()}></textarea></label>
            <label>{ "Tags, with commas between" }<input type="text" autocomplete="off" oninput={type_tags} value={(*typed_tags).clone()} /></label>
            <p class="switches"><button type="submit">{ "Keep the note" }</button>
                <button type="button" id="note-cancel" onclick={close}>{ "Cancel" }</button></p>
        </form>
    }
}

/// The beginning of a passage.
fn short(words: &str) -> String {
    const MOST: usize = 120;
    if words.chars().count() > MOST { words.chars().take(MOST).chain(['…']).collect() } else { words.to_owned() }
}

/// Props of [`Notes`].
#[derive(Properties, PartialEq)]
pub(crate) struct NotesProps {
    /// What is kept.
    pub context: Context,
    /// The texts.
    pub desk: Rc<Desk>,
    /// What is read.
    pub at: Read,
    /// The passage that is shown, if there is one: text and words.
    pub shown: Option<(u32, Span)>,
    /// Opens the form.
    pub write: Callback<Option<Passage>>,
}

/// The notes in the margin.
#[component]
pub(crate) fn Notes(props: &NotesProps) -> Html {
    let NotesProps { context, desk, at, shown, write } = props;
    let removed = use_state(|| None::<(usize, PassageNote)>);
    let asked = use_state(|| false);
    let kept = &context.state.kept.passages;
    let here = notes_on(desk, kept);
    let begin = {
        let (desk, shown, write, asked) = (desk.clone(), *shown, write.clone(), asked.setter());
        Callback::from(move |event: MouseEvent| {
            let beside = place_of(&event);
            let shown = || shown.map(|(text, span)| Passage { text, span, beside, note: None });
            let passage = selected_passage(&desk).or_else(shown);
            asked.set(passage.is_none());
            if passage.is_some() {
                write.emit(passage);
            }
        })
    };
    let entry = |(n, text, found): &(usize, u32, Option<Span>)| {
        let (n, text, found) = (*n, *text, *found);
        let note = kept.get(n)?;
        let quoted = short(&note.quote.exact.split_whitespace().collect::<Vec<_>>().join(" "));
        let to = |span| Address::Read(Read { at: Some(span), at_text: text as usize, ..at.clone() }).print();
        let edit = found.map(|span| {
            let write = write.clone();
            let onclick = Callback::from(move |event: MouseEvent| {
                write.emit(Some(Passage { text, span, beside: place_of(&event), note: Some(n) }));
            });
            html! { <button type="button" {onclick} aria-label={format!("Edit the note on {quoted}")}>{ "Edit" }</button> }
        });
        let remove = {
            let (dispatcher, all, removed) = (context.state.dispatcher(), kept.clone(), removed.setter());
            Callback::from(move |_: MouseEvent| {
                let mut left = all.clone();
                removed.set(Some((n, left.remove(n))));
                dispatcher.dispatch(Action::Annotate(left));
                effects::focus("notes-title");
            })
        };
        Some(html! {
            <li>
                if let Some(span) = found {
                    <a href={to(span)} dir="auto">{ quoted.clone() }</a>
                } else {
                    <span dir="auto">{ quoted.clone() }</span>{ " " }<em class="gap">{ "passage not found in this text" }</em>
                }
                if !note.words.is_empty() { <p class="words" dir="auto">{ &note.words }</p> }
                if !note.tags.is_empty() { <p class="tags">{ note.tags.join(" · ") }</p> }
                { edit.unwrap_or_default() }
                <button type="button" onclick={remove} aria-label={format!("Remove the note on {quoted}")}>{ "Remove" }</button>
            </li>
        })
    };
    let undo = {
        let (dispatcher, all, removed) = (context.state.dispatcher(), kept.clone(), removed.clone());
        Callback::from(move |_: MouseEvent| {
            if let Some((n, note)) = (*removed).clone() {
                let mut all = all.clone();
                all.insert(n.min(all.len()), note);
                dispatcher.dispatch(Action::Annotate(all));
                removed.set(None);
            }
        })
    };
    let export = |label: &'static str, web: bool| {
        let all = kept.clone();
        let onclick = Callback::from(move |_: MouseEvent| {
            let saved = if web {
                effects::save("parallax-notes.jsonld", "application/ld+json", &web_annotations(&all))
            } else {
                effects::save("parallax-notes.json", "application/json", &json(&all))
            };
            if !saved {
                gloo::console::warn!("the browser did not take the file");
            }
        });
        html! { <button type="button" {onclick}>{ label }</button> }
    };
    let others = kept.len() - here.len();
    html! {
        <section class="notes-on" aria-labelledby="notes-title">
            <h2 id="notes-title" tabindex="-1">{ "Your notes" }</h2>
            <button type="button" id="note-button" onclick={begin}>{ "Note on the passage" }</button>
            <p class="hint" role="status">
                if *asked { { "Select words in a text first." } }
                if removed.is_some() { { "The note was removed. " }<button type="button" onclick={undo}>{ "Undo" }</button> }
            </p>
            <ul>{ for here.iter().filter_map(entry) }</ul>
            if others > 0 { <p class="hint">{ format!("{} on other articles.", count(others, "note", "notes")) }</p> }
            if !kept.is_empty() {
                <p class="switches">{ export("Web Annotations", true) }{ export("JSON", false) }</p>
            } else {
                <p class="hint">{ "Select words in a text to write a note on them. Notes stay in this browser." }</p>
            }
        </section>
    }
}

/// Where the button stands that was pressed.
fn place_of(event: &MouseEvent) -> Spot {
    let target = event.target().and_then(|t| t.dyn_into::<web_sys::Element>().ok());
    target.map_or_else(Spot::default, |t| spot(&t))
}
