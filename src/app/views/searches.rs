//! Searches to come back to: a link to this one, and those that are kept in this browser under a name.
use crate::Context;
use crate::address::{Address, Find};
use crate::effects;
use crate::markup::html;
use crate::state::Action;
use yew::prelude::*;

/// Props of [`Searches`].
#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// The state.
    pub context: Context,
    /// The search that is shown.
    pub at: Find,
}

/// Buttons to copy and to keep a search, and those that are kept.
#[component]
pub(crate) fn Searches(props: &Props) -> Html {
    let name = use_state_eq(String::new);
    let copied = use_state_eq(|| None::<Find>);
    let dispatcher = props.context.state.dispatcher();
    let copy = {
        let (copied, at) = (copied.clone(), props.at.clone());
        Callback::from(move |_: MouseEvent| {
            effects::copy_text(&effects::link());
            copied.set(Some(at.clone()));
        })
    };
    let oninput = {
        let name = name.clone();
        Callback::from(move |event: InputEvent| name.set(effects::chosen(&event)))
    };
    let keep = {
        let (name, at, dispatcher) = (name.clone(), props.at.clone(), dispatcher.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let given = if name.trim().is_empty() { suggested(&at) } else { name.trim().to_owned() };
            dispatcher.dispatch(Action::Keep(given, Some(Address::Find(at.clone()).print())));
            name.set(String::new());
        })
    };
    let kept = &props.context.state.kept.searches;
    let entry = |(name, to): (&String, &String)| {
        let (own, dispatcher) = (name.clone(), dispatcher.clone());
        let onclick = Callback::from(move |_: MouseEvent| {
            dispatcher.dispatch(Action::Keep(own.clone(), None));
            effects::focus("kept-searches");
        });
        // What was kept is read like any link.
        let to = Address::parse(to).0.print();
        html! { <li><a href={to}><bdi>{ name }</bdi></a>{ " " }<button type="button" aria-label={format!("Remove {name}")} {onclick}>{ "Remove" }</button></li> }
    };
    html! {
        <>
        <button type="button" onclick={copy}>{ "Copy link" }</button><span role="status">{ if copied.as_ref() == Some(&props.at) { "Copied." } else { "" } }</span>
        <details class="kept">
            <summary id="kept-searches">{ format!("Saved searches ({})", kept.len()) }</summary>
            <form onsubmit={keep}>
                <label>{ "Name" }<input type="text" value={(*name).clone()} placeholder={suggested(&props.at)} {oninput} autocomplete="off" /></label>
                <button type="submit">{ "Save this search" }</button>
            </form>
            <ul aria-label="Saved searches">{ for kept.iter().map(entry) }</ul>
            <p class="small">{ "They are kept in this browser only; a link holds the whole search as well." }</p>
        </details>
        </>
    }
}

/// What a search may be called.
fn suggested(at: &Find) -> String {
    let query = at.query.trim();
    if query.is_empty() { "All passages".to_owned() } else { query.to_owned() }
}
