//! How an article is introduced: outlet, day, headline, each with how it is known.
use crate::desk::Desk;
use crate::markup::html;
use corpus::Basis;
use yew::prelude::*;

/// The outlet's name, and in small print whether the text says so.
pub(crate) fn outlet(desk: &Desk, article: u32) -> Html {
    html! {
        <><bdi class="outlet">{ desk.outlet(article) }</bdi>{ outlet_basis(desk, article) }</>
    }
}

/// How the outlet's name is known; nothing where there is none: what stands in for it says so.
pub(crate) fn outlet_basis(desk: &Desk, article: u32) -> Html {
    match desk.article(article).and_then(|a| a.outlet.as_ref()).map(|o| o.basis) {
        Some(Basis::Stated) => html! { <span class="basis">{ "outlet stated in the text" }</span> },
        Some(_) => html! { <span class="basis">{ "outlet given with the text" }</span> },
        None => html! {},
    }
}

/// The headline, or that there is none in the file.
pub(crate) fn headline(desk: &Desk, article: u32) -> Html {
    match desk.headline(article) {
        Some(words) => html! { <span class="headline" dir="auto">{ words.to_owned() }</span> },
        None => html! { <span class="headline none">{ "no headline in the file" }</span> },
    }
}

/// The page that the outlet's name rests on; only http and https become links.
pub(crate) fn source(desk: &Desk, article: u32) -> Html {
    let url = desk.article(article).and_then(|a| a.outlet.as_ref()).and_then(|o| o.url.clone());
    match url {
        Some(url) if url.starts_with("https://") || url.starts_with("http://") => html! {
            <a class="source" href={url.clone()} rel="noopener noreferrer external" target="_blank">{ url }</a>
        },
        Some(url) => html! { <span class="source">{ url }</span> },
        None => html! {},
    }
}
