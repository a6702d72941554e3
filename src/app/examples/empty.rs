//! An empty page made with Yew: what `cargo xtask bench` measures ours against.
use yew::prelude::*;

#[component]
fn Empty() -> Html {
    use_effect_with((), |()| {
        let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
        if let Some(text) = document.get_element_by_id("static") {
            text.remove();
        }
        if let Some(app) = document.get_element_by_id("app") {
            let _ = app.remove_attribute("hidden");
        }
    });
    html! { <main><h1>{ "Nothing" }</h1></main> }
}

fn main() {
    let place = web_sys::window().and_then(|window| window.document()).and_then(|page| page.get_element_by_id("app"));
    if let Some(place) = place {
        yew::Renderer::<Empty>::with_root(place).render();
    }
}
