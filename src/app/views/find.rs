//! Find: search with facets whose counts are live.
use crate::Context;
use crate::address::Find;
use yew::prelude::*;

/// Props of [`FindView`].
#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// What is asked.
    pub at: Find,
}

/// The Find view.
#[component]
pub(crate) fn FindView(props: &Props) -> Html {
    let Some(_context) = use_context::<Context>() else { return html! {} };
    html! { <h1 id="page-title" tabindex="-1">{ &props.at.query }</h1> }
}
