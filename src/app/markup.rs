//! Markup of plain elements: what `yew::html!` writes, in a fraction of the program's size.
//!
//! `yew::html!` puts the making of every element into the place where it is written; here a [`Pen`] makes
//! them, compiled once, and each tag, attribute and text in the page is one short call. The words are those of
//! `yew::html!` as far as the views use them: elements, fragments, `if` and `else`, `{ value }`, `{ for list }`,
//! attributes as literals or in braces, `class`, the listeners named below. Components, keys and references stay
//! with `yew::html!`. A closing tag that does not fit is found when the element is drawn in a test.
use std::rc::Rc;
use wasm_bindgen::JsCast;
use yew::prelude::{AttrValue, Callback, Html};
use yew::virtual_dom::{AttributeOrProperty, Attributes, Listener, ListenerKind, VList, VTag, VText};

/// Markup as [`Html`].
macro_rules! html {
    () => { yew::Html::default() };
    ($($markup:tt)+) => {{
        let mut pen = $crate::markup::Pen::new();
        $crate::markup::draw!(pen $($markup)+);
        pen.finish()
    }};
}

/// The calls that draw markup, token by token.
macro_rules! draw {
    ($pen:ident) => {};
    // What is between tags.
    ($pen:ident < / $($name:ident)? > $($rest:tt)*) => {
        $pen.close(concat!($(stringify!($name))?));
        $crate::markup::draw!($pen $($rest)*);
    };
    ($pen:ident < > $($rest:tt)*) => {
        $pen.open("", &[]);
        $crate::markup::draw!($pen $($rest)*);
    };
    ($pen:ident < $name:ident $($rest:tt)+) => {
        $crate::markup::draw!(@tag $pen $name [] [] [] [] $($rest)+);
    };
    ($pen:ident if $($rest:tt)+) => { $crate::markup::draw!(@if $pen [] [] $($rest)+); };
    ($pen:ident { for $($list:tt)+ } $($rest:tt)*) => {
        $pen.list();
        for child in $($list)+ {
            $pen.add(child);
        }
        $crate::markup::draw!($pen $($rest)*);
    };
    ($pen:ident { $text:literal } $($rest:tt)*) => {
        $pen.text($text);
        $crate::markup::draw!($pen $($rest)*);
    };
    ($pen:ident { $($value:tt)+ } $($rest:tt)*) => {
        $crate::markup::Content::put({ $($value)+ }, &mut $pen);
        $crate::markup::draw!($pen $($rest)*);
    };
    // Conditions: the branches so far, the condition so far.
    (@if $pen:ident [$($before:tt)*] [$($condition:tt)+] { $($then:tt)* } else if $($rest:tt)+) => {
        $crate::markup::draw!(@if $pen [$($before)* ([$($condition)+] $($then)*)] [] $($rest)+);
    };
    (@if $pen:ident [$(([$($earlier:tt)+] $($drawn:tt)*))*] [$($condition:tt)+]
        { $($then:tt)* } else { $($otherwise:tt)* } $($rest:tt)*
    ) => {
        $pen.add($(if $($earlier)+ { $crate::markup::html!($($drawn)*) } else)* if $($condition)+ {
            $crate::markup::html!($($then)*)
        } else {
            $crate::markup::html!($($otherwise)*)
        });
        $crate::markup::draw!($pen $($rest)*);
    };
    (@if $pen:ident [$($before:tt)*] [$($condition:tt)+] { $($then:tt)* } $($rest:tt)*) => {
        $crate::markup::draw!(@if $pen [$($before)*] [$($condition)+] { $($then)* } else {} $($rest)*);
    };
    (@if $pen:ident $before:tt [$($condition:tt)*] $next:tt $($rest:tt)+) => {
        $crate::markup::draw!(@if $pen $before [$($condition)* $next] $($rest)+);
    };
    // Inside a tag: its attributes, a sign for each that is not a literal, its class, everything else.
    (@tag $pen:ident $name:ident $a:tt $d:tt $c:tt $o:tt / > $($rest:tt)*) => {
        $crate::markup::draw!(@open $pen $name $a $d $c $o);
        $pen.close(stringify!($name));
        $crate::markup::draw!($pen $($rest)*);
    };
    (@tag $pen:ident $name:ident $a:tt $d:tt $c:tt $o:tt > $($rest:tt)*) => {
        $crate::markup::draw!(@open $pen $name $a $d $c $o);
        $crate::markup::draw!($pen $($rest)*);
    };
    (@tag $pen:ident $name:ident $a:tt $d:tt $c:tt $o:tt { $key:ident } $($rest:tt)*) => {
        $crate::markup::draw!(@tag $pen $name $a $d $c $o $key = { $key } $($rest)*);
    };
    (@tag $pen:ident $name:ident $a:tt $d:tt [] $o:tt class = $value:literal $($rest:tt)*) => {
        $crate::markup::draw!(@tag $pen $name $a $d [("class", literal $value)] $o $($rest)*);
    };
    (@tag $pen:ident $name:ident $a:tt [$($d:tt)*] [] $o:tt class = { $($value:tt)+ } $($rest:tt)*) => {
        $crate::markup::draw!(@tag $pen $name $a [$($d)* +] [("class", value { $($value)+ })] $o $($rest)*);
    };
    (@tag $pen:ident $name:ident $a:tt $d:tt $c:tt [$($o:tt)*] checked = { $($value:tt)+ } $($rest:tt)*) => {
        $crate::markup::draw!(@tag $pen $name $a $d $c [$($o)* $pen.check($($value)+);] $($rest)*);
    };
    // Of an option and a progress bar the value is an attribute like any other.
    (@tag $pen:ident option [$($a:tt)*] [$($d:tt)*] $c:tt $o:tt value = { $($value:tt)+ } $($rest:tt)*) => {
        $crate::markup::draw!(@tag $pen option [$($a)* ("value", value { $($value)+ })] [$($d)* +] $c $o $($rest)*);
    };
    (@tag $pen:ident progress [$($a:tt)*] [$($d:tt)*] $c:tt $o:tt value = { $($value:tt)+ } $($rest:tt)*) => {
        $crate::markup::draw!(@tag $pen progress [$($a)* ("value", value { $($value)+ })] [$($d)* +] $c $o $($rest)*);
    };
    (@tag $pen:ident $name:ident $a:tt $d:tt $c:tt [$($o:tt)*] value = { $($value:tt)+ } $($rest:tt)*) => {
        $crate::markup::draw!(@tag $pen $name $a $d $c [$($o)* $pen.fill_in($($value)+);] $($rest)*);
    };
    (@tag $pen:ident $name:ident $a:tt $d:tt $c:tt $o:tt onclick = { $($value:tt)+ } $($rest:tt)*) => {
        $crate::markup::draw!(@on $pen $name $a $d $c $o onclick { $($value)+ } $($rest)*);
    };
    (@tag $pen:ident $name:ident $a:tt $d:tt $c:tt $o:tt onchange = { $($value:tt)+ } $($rest:tt)*) => {
        $crate::markup::draw!(@on $pen $name $a $d $c $o onchange { $($value)+ } $($rest)*);
    };
    (@tag $pen:ident $name:ident $a:tt $d:tt $c:tt $o:tt oninput = { $($value:tt)+ } $($rest:tt)*) => {
        $crate::markup::draw!(@on $pen $name $a $d $c $o oninput { $($value)+ } $($rest)*);
    };
    (@tag $pen:ident $name:ident $a:tt $d:tt $c:tt $o:tt onsubmit = { $($value:tt)+ } $($rest:tt)*) => {
        $crate::markup::draw!(@on $pen $name $a $d $c $o onsubmit { $($value)+ } $($rest)*);
    };
    (@tag $pen:ident $name:ident $a:tt $d:tt $c:tt $o:tt onpointerdown = { $($value:tt)+ } $($rest:tt)*) => {
        $crate::markup::draw!(@on $pen $name $a $d $c $o onpointerdown { $($value)+ } $($rest)*);
    };
    (@tag $pen:ident $name:ident $a:tt $d:tt $c:tt $o:tt onpointermove = { $($value:tt)+ } $($rest:tt)*) => {
        $crate::markup::draw!(@on $pen $name $a $d $c $o onpointermove { $($value)+ } $($rest)*);
    };
    (@tag $pen:ident $name:ident $a:tt $d:tt $c:tt $o:tt onpointerup = { $($value:tt)+ } $($rest:tt)*) => {
        $crate::markup::draw!(@on $pen $name $a $d $c $o onpointerup { $($value)+ } $($rest)*);
    };
    (@tag $pen:ident $name:ident $a:tt $d:tt $c:tt $o:tt onpointercancel = { $($value:tt)+ } $($rest:tt)*) => {
        $crate::markup::draw!(@on $pen $name $a $d $c $o onpointercancel { $($value)+ } $($rest)*);
    };
    (@tag $pen:ident $name:ident $a:tt $d:tt $c:tt $o:tt ondrop = { $($value:tt)+ } $($rest:tt)*) => {
        $crate::markup::draw!(@on $pen $name $a $d $c $o ondrop { $($value)+ } $($rest)*);
    };
    (@tag $pen:ident $name:ident $a:tt $d:tt $c:tt $o:tt ondragover = { $($value:tt)+ } $($rest:tt)*) => {
        $crate::markup::draw!(@on $pen $name $a $d $c $o ondragover { $($value)+ } $($rest)*);
    };
    (@on $pen:ident $name:ident $a:tt $d:tt $c:tt [$($o:tt)*] $kind:ident { $($value:tt)+ } $($rest:tt)*) => {
        $crate::markup::draw!(@tag $pen $name $a $d $c
            [$($o)* $pen.listen(|| yew::virtual_dom::ListenerKind::$kind, $($value)+);] $($rest)*);
    };
    (@tag $pen:ident $name:ident [$($a:tt)*] $d:tt $c:tt $o:tt
        $key:ident $(- $more:ident)* = $value:literal $($rest:tt)*
    ) => {
        $crate::markup::draw!(@tag $pen $name
            [$($a)* (concat!(stringify!($key) $(, "-", stringify!($more))*), literal $value)] $d $c $o $($rest)*);
    };
    (@tag $pen:ident $name:ident [$($a:tt)*] [$($d:tt)*] $c:tt $o:tt
        $key:ident $(- $more:ident)* = { $($value:tt)+ } $($rest:tt)*
    ) => {
        $crate::markup::draw!(@tag $pen $name
            [$($a)* (concat!(stringify!($key) $(, "-", stringify!($more))*), value { $($value)+ })]
            [$($d)* +] $c $o $($rest)*);
    };
    // The tag is read: all its attributes are literals, or some are not.
    (@open $pen:ident $name:ident [$(($key:expr, literal $value:expr))*] [] [$(($class:expr, literal $word:expr))?]
        [$($other:tt)*]
    ) => {
        $pen.open(stringify!($name), &[
            $(($key, yew::virtual_dom::AttributeOrProperty::Static($value)),)*
            $(($class, yew::virtual_dom::AttributeOrProperty::Static($word)),)?
        ]);
        $($other)*
    };
    (@open $pen:ident $name:ident [$(($key:expr, $kind:ident $value:expr))*] [$(+)+] [$(($class:expr, $sort:ident $word:expr))?]
        [$($other:tt)*]
    ) => {
        $pen.open_with(stringify!($name), &[$($key,)* $($class)?]);
        $($pen.$kind($value);)*
        $($pen.$sort($word);)?
        $($other)*
    };
}

pub(crate) use {draw, html};

/// Draws elements one inside the other.
pub(crate) struct Pen {
    /// The elements that are not closed; the first stands for the whole.
    open: Vec<Open>,
}

/// An element that is not closed; a fragment has no name.
#[derive(Default)]
struct Open {
    name: &'static str,
    literals: &'static [(&'static str, AttributeOrProperty)],
    keys: &'static [&'static str],
    values: Vec<Option<AttributeOrProperty>>,
    listeners: Vec<Option<Rc<dyn Listener>>>,
    checked: Option<bool>,
    filled_in: Option<AttrValue>,
    children: Vec<Html>,
    listed: bool,
}

impl Pen {
    /// Nothing drawn yet.
    #[inline(never)]
    pub(crate) fn new() -> Self {
        Self { open: vec![Open::default()] }
    }

    /// What was drawn.
    #[inline(never)]
    pub(crate) fn finish(mut self) -> Html {
        self.open.pop().map_or_else(Html::default, Open::inside)
    }

    /// Begins an element whose attributes are all literals.
    #[inline(never)]
    pub(crate) fn open(&mut self, name: &'static str, literals: &'static [(&'static str, AttributeOrProperty)]) {
        self.open.push(Open { name, literals, ..Open::default() });
    }

    /// Begins an element whose attributes follow, each by [`Self::literal`] or [`Self::value`].
    #[inline(never)]
    pub(crate) fn open_with(&mut self, name: &'static str, keys: &'static [&'static str]) {
        self.open.push(Open { name, keys, ..Open::default() });
    }

    /// Ends the element.
    #[inline(never)]
    pub(crate) fn close(&mut self, name: &'static str) {
        if let Some(open) = self.open.pop() {
            debug_assert_eq!(open.name, name, "a closing tag");
            self.add(open.element());
        }
    }

    fn last(&mut self) -> Option<&mut Open> {
        self.open.last_mut()
    }

    /// The next attribute.
    #[inline(never)]
    pub(crate) fn literal(&mut self, value: &'static str) {
        self.set(Some(AttrValue::Static(value)));
    }

    /// The next attribute, if it is there.
    pub(crate) fn value(&mut self, value: impl Value) {
        self.set(value.of_attribute());
    }

    #[inline(never)]
    fn set(&mut self, value: Option<AttrValue>) {
        if let Some(open) = self.last() {
            open.values.push(value.map(AttributeOrProperty::Attribute));
        }
    }

    /// Whether a box is checked.
    #[inline(never)]
    pub(crate) fn check(&mut self, checked: bool) {
        if let Some(open) = self.last() {
            open.checked = Some(checked);
        }
    }

    /// What is written in a field.
    #[inline(never)]
    pub(crate) fn fill_in(&mut self, words: String) {
        if let Some(open) = self.last() {
            open.filled_in = Some(words.into());
        }
    }

    /// Who hears of an event.
    pub(crate) fn listen<E: JsCast + 'static>(&mut self, kind: fn() -> ListenerKind, callback: Callback<E>) {
        self.hear(Rc::new(Heard { kind, callback }));
    }

    #[inline(never)]
    fn hear(&mut self, listener: Rc<dyn Listener>) {
        if let Some(open) = self.last() {
            open.listeners.push(Some(listener));
        }
    }

    /// The children are a list, however many there are.
    #[inline(never)]
    pub(crate) fn list(&mut self) {
        if let Some(open) = self.last() {
            open.listed = true;
        }
    }

    /// A child.
    #[inline(never)]
    pub(crate) fn add(&mut self, child: Html) {
        if let Some(open) = self.last() {
            open.children.push(child);
        }
    }

    /// A text that stands in the source.
    #[inline(never)]
    pub(crate) fn text(&mut self, text: &'static str) {
        self.words(AttrValue::Static(text));
    }

    #[inline(never)]
    fn words(&mut self, words: AttrValue) {
        self.add(VText::new(words).into());
    }
}

impl Open {
    fn inside(self) -> Html {
        together(self.children, self.listed)
    }

    fn element(self) -> Html {
        if self.name.is_empty() {
            return together(self.children, true);
        }
        let mut tag = VTag::new(AttrValue::Static(self.name));
        tag.set_attributes(match self.keys {
            [] => Attributes::Static(self.literals),
            keys => Attributes::Dynamic { keys, values: self.values.into() },
        });
        if !self.listeners.is_empty() {
            tag.set_listeners(self.listeners.into());
        }
        if let Some(checked) = self.checked {
            tag.set_checked(checked);
        }
        if self.filled_in.is_some() {
            tag.set_value(self.filled_in);
        }
        if let Some(inside) = tag.children_mut() {
            *inside = together(self.children, self.listed);
        }
        tag.into()
    }
}

/// Children as one; a single one stands for itself unless it is of a list.
fn together(mut children: Vec<Html>, listed: bool) -> Html {
    match (children.len(), listed) {
        (0, _) => Html::default(),
        (1, false) => children.pop().unwrap_or_default(),
        _ => VList::with_children(children, None).into(),
    }
}

/// A listener of one kind; a copy of the kind would be made by a branch for each of the hundred there are.
struct Heard<E> {
    kind: fn() -> ListenerKind,
    callback: Callback<E>,
}

impl<E: JsCast> Listener for Heard<E> {
    fn kind(&self) -> ListenerKind {
        (self.kind)()
    }

    fn handle(&self, event: web_sys::Event) {
        self.callback.emit(event.unchecked_into());
    }

    fn passive(&self) -> bool {
        false
    }
}

/// What can be the value of an attribute; none is no attribute.
pub(crate) trait Value {
    /// It as words; of what is true or false, only that it is there.
    fn of_attribute(self) -> Option<AttrValue>;
}

impl Value for AttrValue {
    fn of_attribute(self) -> Option<AttrValue> {
        Some(self)
    }
}

impl Value for &'static str {
    fn of_attribute(self) -> Option<AttrValue> {
        Some(AttrValue::Static(self))
    }
}

impl Value for String {
    fn of_attribute(self) -> Option<AttrValue> {
        Some(self.into())
    }
}

impl Value for bool {
    fn of_attribute(self) -> Option<AttrValue> {
        self.then_some(AttrValue::Static(""))
    }
}

impl<V: Value> Value for Option<V> {
    fn of_attribute(self) -> Option<AttrValue> {
        self.and_then(V::of_attribute)
    }
}

/// What can stand between tags.
pub(crate) trait Content {
    /// Draws it.
    fn put(self, pen: &mut Pen);
}

impl Content for Html {
    fn put(self, pen: &mut Pen) {
        pen.add(self);
    }
}

impl Content for AttrValue {
    fn put(self, pen: &mut Pen) {
        pen.words(self);
    }
}

impl Content for String {
    #[inline(never)]
    fn put(self, pen: &mut Pen) {
        pen.words(self.into());
    }
}

impl Content for &str {
    #[inline(never)]
    fn put(self, pen: &mut Pen) {
        pen.words(Rc::<str>::from(self).into());
    }
}

impl Content for &String {
    fn put(self, pen: &mut Pen) {
        self.as_str().put(pen);
    }
}

impl Content for usize {
    #[inline(never)]
    fn put(self, pen: &mut Pen) {
        self.to_string().put(pen);
    }
}

impl Content for u32 {
    fn put(self, pen: &mut Pen) {
        (self as usize).put(pen);
    }
}

#[cfg(test)]
mod tests {
    use yew::Html;
    use yew::virtual_dom::VNode;

    fn check(ours: Html, yews: Html) {
        assert!(same(&ours, &yews), "{ours:?}\n{yews:?}");
    }

    /// Whether the two are drawn alike; how lists lie in lists is not seen.
    fn same(a: &Html, b: &Html) -> bool {
        let (a, b) = (nodes(a), nodes(b));
        a.len() == b.len() && a.into_iter().zip(b).all(|(a, b)| same_node(a, b))
    }

    fn nodes(html: &Html) -> Vec<&Html> {
        match html {
            VNode::VList(list) => list.iter().flat_map(nodes).collect(),
            other => vec![other],
        }
    }

    fn same_node(a: &Html, b: &Html) -> bool {
        match (a, b) {
            (VNode::VTag(a), VNode::VTag(b)) => {
                a.tag() == b.tag()
                    && a.attributes.iter().eq(b.attributes.iter())
                    && (a.value(), a.checked()) == (b.value(), b.checked())
                    && match (a.children(), b.children()) {
                        (Some(a), Some(b)) => same(a, b),
                        (a, b) => a.is_none() && b.is_none(),
                    }
            }
            _ => a == b,
        }
    }

    #[test]
    fn elements_and_texts() {
        check(html! { <p>{ "a" }</p> }, yew::html! { <p>{ "a" }</p> });
        check(html! { <p class="c" dir="auto"></p> }, yew::html! { <p class="c" dir="auto"></p> });
        let n = 3_u32;
        check(
            html! { <p>{ "a" }{ n }<b>{ String::from("c") }</b></p> },
            yew::html! { <p>{ "a" }{ n }<b>{ "c" }</b></p> },
        );
        check(html! { { "a" } }, yew::html! { { "a" } });
        check(html! { <><p /><hr /></> }, yew::html! { <><p /><hr /></> });
        check(html! { <p><>{ "a" }</></p> }, yew::html! { <p><>{ "a" }</></p> });
        check(html! {}, yew::html! {});
    }

    #[test]
    fn attributes() {
        let (id, none) = ("x", None::<&'static str>);
        check(
            html! { <a {id} class={"k"} aria-label={String::from("l")} href="h" aria-current={none}>{ "a" }</a> },
            yew::html! { <a {id} class={"k"} aria-label={String::from("l")} href="h" aria-current={none}>{ "a" }</a> },
        );
        check(
            html! { <input type="checkbox" checked={true} /> },
            yew::html! { <input type="checkbox" checked={true} /> },
        );
        check(html! { <input value={String::from("v")} /> }, yew::html! { <input value={"v"} /> });
    }

    #[test]
    fn conditions_and_lists() {
        for (a, b) in [(false, false), (false, true), (true, false), (true, true)] {
            check(
                html! { <ul>if a { <li>{ "a" }</li> } else if b { { "b" } } else { <b /><i /> }</ul> },
                yew::html! { <ul>if a { <li>{ "a" }</li> } else if b { { "b" } } else { <b /><i /> }</ul> },
            );
            let b = b.then_some("b");
            check(
                html! { <p>if let Some(b) = b { <b>{ b }</b> }{ "c" }</p> },
                yew::html! { <p>if let Some(b) = b { <b>{ b }</b> }{ "c" }</p> },
            );
        }
        for n in 0..3 {
            let items = || (0..n).map(|_| html! { <li /> });
            check(html! { <ul>{ for items() }</ul> }, yew::html! { <ul>{ for items() }</ul> });
            check(html! { <ul><hr />{ for items() }</ul> }, yew::html! { <ul><hr />{ for items() }</ul> });
        }
    }

    #[test]
    #[should_panic(expected = "a closing tag")]
    fn a_closing_tag_that_does_not_fit_is_found() {
        drop(html! { <p>{ "a" }</b> });
    }
}
