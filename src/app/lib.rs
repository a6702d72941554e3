//! The page: a place-holder of one heading, until the views land.
use yew::prelude::*;

/// The whole page.
#[component]
pub fn App() -> Html {
    use_effect_with((), |()| take_over());
    html! { <main><h1>{ "Parallax" }</h1><p>{ "One event, several tellings." }</p></main> }
}

/// The text written by the build gives way to the running page, in one frame.
fn take_over() {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    if let Some(text) = document.get_element_by_id("static") {
        text.remove();
    }
    if let Some(app) = document.get_element_by_id("app") {
        let _ = app.remove_attribute("hidden");
    }
}
