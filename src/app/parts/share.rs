//! Links to be handed on: copied with the mark of the corpus, shown where copying fails; and the word of warning where a
//! link was made with another corpus.
use crate::Context;
use crate::effects;
use crate::markup::html;
use crate::state::Action;
use yew::prelude::*;

/// Props of [`Copied`].
#[derive(Properties, PartialEq)]
pub(crate) struct CopiedProps {
    /// The link, and how often it was asked for; empty before that.
    pub link: (String, u32),
}

/// Copies a link and says so; the link is shown, for where the browser refuses.
#[component]
pub(crate) fn Copied(props: &CopiedProps) -> Html {
    let copied = use_state(|| None::<bool>);
    {
        let copied = copied.setter();
        use_effect_with(props.link.clone(), move |(link, _)| {
            if !link.is_empty() {
                effects::copy_link(link, move |done| copied.set(Some(done)));
            }
        });
    }
    let said = match *copied {
        _ if props.link.0.is_empty() => "",
        Some(true) => "The link was copied.",
        Some(false) => "The browser does not copy: take the link from here.",
        None => "",
    };
    html! {
        <div class="copied">
            <p role="status">{ said }</p>
            if !props.link.0.is_empty() {
                <input type="text" readonly="" aria-label="The link" value={props.link.0.clone()} />
            }
        </div>
    }
}

/// Props of [`Share`].
#[derive(Properties, PartialEq)]
pub(crate) struct ShareProps {
    /// The address of the view, with the mark of the corpus.
    pub address: String,
}

/// A button that copies the link of the view.
#[component]
pub(crate) fn Share(props: &ShareProps) -> Html {
    let link = use_state(|| (String::new(), 0));
    {
        // Of another view it is another link.
        let link = link.setter();
        use_effect_with(props.address.clone(), move |_| link.set((String::new(), 0)));
    }
    let onclick = {
        let (link, address) = (link.clone(), props.address.clone());
        Callback::from(move |_: MouseEvent| link.set((effects::link_to(&address), link.1 + 1)))
    };
    let copied = yew::html! { <Copied link={(*link).clone()} /> };
    html! { <div class="share"><button type="button" {onclick}>{ "Copy link to this view" }</button>{ copied }</div> }
}

/// What to say of a link that was made with another corpus, and a way to that one where it is kept here.
pub(crate) fn made_elsewhere(context: &Context) -> Html {
    let state = &context.state;
    if state.made_in.is_empty() || state.made_in == state.mark() {
        return html! {};
    }
    let kept = state.held.corpora.iter().find(|h| h.id == state.made_in && h.damaged.is_empty());
    let way = match kept {
        Some(kept) => Some((kept.id.clone(), format!("Open “{}”", kept.name))),
        None if !state.catalogue.shipped => {
            Some((String::new(), "Open the corpus that came with this page".to_owned()))
        }
        None => None,
    };
    let open = |(id, label): (String, String)| {
        let library = context.library.clone();
        let onclick = Callback::from(move |_: MouseEvent| {
            if let Some(line) = library.line() {
                line.open_corpus(&id);
            }
        });
        html! { <button type="button" {onclick}><bdi>{ label }</bdi></button> }
    };
    let mark: String = state.made_in.chars().take(8).collect();
    let dispatcher = state.dispatcher();
    let dismiss = Callback::from(move |_: MouseEvent| dispatcher.dispatch(Action::Dismiss));
    html! {
        <p>{ "This link was made with another corpus (" }<bdi>{ mark }</bdi>{ "…): what it names may be missing or other here." }</p>
        { way.map(open).unwrap_or_default() }
        if state.notices.is_empty() { <button type="button" onclick={dismiss}>{ "Dismiss" }</button> }
    }
}
