//! Plain data as bytes and back, without names and without a schema: between the page and its worker, and in the files
//! of a prepared corpus. Both ends are the same program; whoever keeps such bytes writes a version before them.
//!
//! Numbers are written seven bits a byte, least first (LEB128). Reading never panics and never reserves more than the
//! bytes that are there could fill: damaged bytes give `None`.
use crate::{Article, Basis, Block, BlockKind, Collection, Date, EventInfo, Moment, Notice, NoticeKind, Outlet};
use crate::{Map, Published, Span};

/// What can be written as bytes and read again.
pub trait Pack: Sized {
    /// Writes it behind what is there.
    fn pack(&self, out: &mut Vec<u8>);
    /// Reads it; `None` where the bytes are none of this sort.
    fn unpack(from: &mut Packed<'_>) -> Option<Self>;
}

/// Bytes that are being read.
#[derive(Debug)]
pub struct Packed<'a> {
    left: &'a [u8],
}

impl<'a> Packed<'a> {
    /// From the first byte on.
    #[must_use]
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { left: bytes }
    }

    /// Whether everything was read.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.left.is_empty()
    }

    /// The next byte.
    pub fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.left.split_first()?;
        self.left = rest;
        Some(*first)
    }

    /// The next `n` bytes.
    pub fn bytes(&mut self, n: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.left.split_at_checked(n)?;
        self.left = rest;
        Some(taken)
    }

    /// The next number.
    pub fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 127) << shift;
            if byte < 128 {
                return Some(number);
            }
        }
        None
    }

    /// How many parts follow: never more than there are bytes left.
    fn length(&mut self) -> Option<usize> {
        usize::try_from(self.number()?).ok().filter(|n| *n <= self.left.len())
    }
}

/// Writes a number.
pub fn pack_number(mut number: u64, out: &mut Vec<u8>) {
    while number > 127 {
        out.push(number as u8 | 128);
        number >>= 7;
    }
    out.push(number as u8);
}

/// All bytes of a value.
#[must_use]
pub fn packed<T: Pack>(value: &T) -> Vec<u8> {
    let mut out = Vec::new();
    value.pack(&mut out);
    out
}

/// A value from all of its bytes.
#[must_use]
pub fn unpacked<T: Pack>(bytes: &[u8]) -> Option<T> {
    let mut from = Packed::new(bytes);
    T::unpack(&mut from).filter(|_| from.is_empty())
}

/// Writes structs field by field and choices by their number, which must never change its meaning.
///
/// `packed!(Point { x, y });` `packed!(enum Shape { 0 => Dot, 1 => Line(from, to) });`
#[macro_export]
macro_rules! packed {
    (enum $name:ident { $($number:literal => $choice:ident $(($($part:ident),+))?),+ $(,)? }) => {
        impl $crate::Pack for $name {
            fn pack(&self, out: &mut Vec<u8>) {
                match self {
                    $(Self::$choice $(($($part),+))? => { out.push($number); $($($crate::Pack::pack($part, out);)+)? })+
                }
            }

            fn unpack(from: &mut $crate::Packed<'_>) -> Option<Self> {
                match from.byte()? {
                    $($number => {
                        $($(let $part = $crate::Pack::unpack(from)?;)+)?
                        Some(Self::$choice $(($($part),+))?)
                    })+
                    _ => None,
                }
            }
        }
    };
    ($name:ident { $($field:ident),* $(,)? }) => {
        impl $crate::Pack for $name {
            fn pack(&self, out: &mut Vec<u8>) {
                $($crate::Pack::pack(&self.$field, out);)*
                let _ = out;
            }

            fn unpack(from: &mut $crate::Packed<'_>) -> Option<Self> {
                let _ = &from;
                $(let $field = $crate::Pack::unpack(from)?;)*
                Some(Self { $($field),* })
            }
        }
    };
}

macro_rules! numbers {
    ($($kind:ty),+) => { $(
        impl Pack for $kind {
            fn pack(&self, out: &mut Vec<u8>) {
                pack_number(*self as u64, out);
            }

            fn unpack(from: &mut Packed<'_>) -> Option<Self> {
                <$kind>::try_from(from.number()?).ok()
            }
        }
    )+ };
}
numbers!(u8, u32, u64, usize);

impl Pack for i32 {
    /// The sign goes into the lowest bit, so that small numbers stay short.
    fn pack(&self, out: &mut Vec<u8>) {
        pack_number(u64::from((*self << 1 ^ *self >> 31).cast_unsigned()), out);
    }

    fn unpack(from: &mut Packed<'_>) -> Option<Self> {
        let folded = u32::try_from(from.number()?).ok()?;
        Some((folded >> 1).cast_signed() ^ -((folded & 1).cast_signed()))
    }
}

impl Pack for bool {
    fn pack(&self, out: &mut Vec<u8>) {
        out.push(u8::from(*self));
    }

    fn unpack(from: &mut Packed<'_>) -> Option<Self> {
        match from.byte()? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }
}

impl Pack for String {
    fn pack(&self, out: &mut Vec<u8>) {
        pack_number(self.len() as u64, out);
        out.extend_from_slice(self.as_bytes());
    }

    fn unpack(from: &mut Packed<'_>) -> Option<Self> {
        let n = from.length()?;
        Self::from_utf8(from.bytes(n)?.to_vec()).ok()
    }
}

impl<T: Pack> Pack for Option<T> {
    fn pack(&self, out: &mut Vec<u8>) {
        self.is_some().pack(out);
        if let Some(value) = self {
            value.pack(out);
        }
    }

    fn unpack(from: &mut Packed<'_>) -> Option<Self> {
        if bool::unpack(from)? { Some(Some(T::unpack(from)?)) } else { Some(None) }
    }
}

impl<T: Pack> Pack for Box<T> {
    fn pack(&self, out: &mut Vec<u8>) {
        (**self).pack(out);
    }

    fn unpack(from: &mut Packed<'_>) -> Option<Self> {
        T::unpack(from).map(Self::new)
    }
}

impl<T: Pack> Pack for Vec<T> {
    fn pack(&self, out: &mut Vec<u8>) {
        pack_number(self.len() as u64, out);
        for value in self {
            value.pack(out);
        }
    }

    fn unpack(from: &mut Packed<'_>) -> Option<Self> {
        // Every part takes a byte at least, so damaged lengths end here; a part may be far larger than its bytes.
        let n = from.length()?;
        let mut values = Self::with_capacity(n.min(1024));
        for _ in 0..n {
            values.push(T::unpack(from)?);
        }
        Some(values)
    }
}

impl<T: Pack + Default> Pack for [T; 4] {
    fn pack(&self, out: &mut Vec<u8>) {
        for value in self {
            value.pack(out);
        }
    }

    fn unpack(from: &mut Packed<'_>) -> Option<Self> {
        let mut values = Self::default();
        for value in &mut values {
            *value = T::unpack(from)?;
        }
        Some(values)
    }
}

impl<K: Pack + Ord, V: Pack> Pack for Map<K, V> {
    fn pack(&self, out: &mut Vec<u8>) {
        pack_number(self.len() as u64, out);
        for (key, value) in self {
            key.pack(out);
            value.pack(out);
        }
    }

    fn unpack(from: &mut Packed<'_>) -> Option<Self> {
        let mut map = Self::new();
        for _ in 0..from.length()? {
            map.insert(K::unpack(from)?, V::unpack(from)?);
        }
        Some(map)
    }
}

impl<A: Pack, B: Pack> Pack for (A, B) {
    fn pack(&self, out: &mut Vec<u8>) {
        self.0.pack(out);
        self.1.pack(out);
    }

    fn unpack(from: &mut Packed<'_>) -> Option<Self> {
        Some((A::unpack(from)?, B::unpack(from)?))
    }
}

impl<A: Pack, B: Pack, C: Pack> Pack for (A, B, C) {
    fn pack(&self, out: &mut Vec<u8>) {
        self.0.pack(out);
        self.1.pack(out);
        self.2.pack(out);
    }

    fn unpack(from: &mut Packed<'_>) -> Option<Self> {
        Some((A::unpack(from)?, B::unpack(from)?, C::unpack(from)?))
    }
}

impl Pack for Span {
    /// Start and length.
    fn pack(&self, out: &mut Vec<u8>) {
        self.start.pack(out);
        self.end.wrapping_sub(self.start).pack(out);
    }

    fn unpack(from: &mut Packed<'_>) -> Option<Self> {
        let start = u32::unpack(from)?;
        Some(Self { start, end: start.wrapping_add(u32::unpack(from)?) })
    }
}

impl Pack for Date {
    fn pack(&self, out: &mut Vec<u8>) {
        self.year().pack(out);
        out.push(self.month() as u8);
        out.push(self.day() as u8);
    }

    fn unpack(from: &mut Packed<'_>) -> Option<Self> {
        Self::new(Pack::unpack(from)?, from.byte()?.into(), from.byte()?.into())
    }
}

packed!(enum Basis { 0 => Stated, 1 => Derived, 2 => Supplied });
packed!(Outlet { name, url, basis });
packed!(Moment { date, time_s });
packed!(Published { value, basis, span });
packed!(enum BlockKind {
    0 => Headline, 1 => Heading, 2 => LeadIn, 3 => Paragraph, 4 => ListItem, 5 => BlockQuote, 6 => Credit,
    7 => Timestamp, 8 => Hashtags, 9 => Footer,
});
packed!(Block { span, kind, body, label });
packed!(enum NoticeKind { 0 => UnpairedQuote, 1 => HiddenCharacters, 2 => Empty, 3 => SetAside, 4 => BadField,
    5 => TooLong, 6 => MixedScripts });
packed!(Notice { kind, span, hint });
packed!(Article { id, text, outlet, published, headline, blocks, sentences, notices });
packed!(EventInfo { id, name, kind, place, date, basis });
packed!(Collection { name, about, articles, events });

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read_text;
    use proptest::prelude::*;

    fn check<T: Pack + PartialEq + std::fmt::Debug>(value: &T) {
        let bytes = packed(value);
        assert_eq!(unpacked::<T>(&bytes).as_ref(), Some(value));
        for cut in 0..bytes.len() {
            assert_eq!(unpacked::<T>(&bytes[..cut]), None, "cut at {cut} of {}", bytes.len());
        }
    }

    #[test]
    fn values_come_back_and_cut_ones_do_not() {
        check(&[0_u32, 127, 128, u32::MAX].to_vec());
        check(&[0_i32, -1, 1, i32::MIN, i32::MAX].to_vec());
        check(&(Some("é".to_owned()), None::<bool>, Span { start: 3, end: 9 }));
        check(&Date::new(2024, 2, 29));
        let mut map = Map::new();
        map.insert("a".to_owned(), vec![true, false]);
        check(&map);
        let mut article = read_text("a", "Floods rise\n\n“We left,” she said.\n- One: two\n#a #b\n".to_owned());
        article.outlet = Some(Outlet { name: "The Gull".into(), url: None, basis: Basis::Supplied });
        article.published =
            Some(Published { value: Date::new(2024, 3, 1).unwrap().into(), basis: Basis::Stated, span: None });
        check(&article);
    }

    #[test]
    fn the_lists_of_kinds_are_whole_and_in_order() {
        fn check<T: Pack + Copy>(all: &[T], numbers: impl Iterator<Item = usize>) {
            assert!((0..all.len()).eq(numbers) && all.iter().zip(0..).all(|(kind, n)| packed(kind) == [n]));
            assert!(unpacked::<T>(&[u8::try_from(all.len()).unwrap()]).is_none(), "one is missing");
        }
        check(&BlockKind::ALL, BlockKind::ALL.iter().map(|kind| *kind as usize));
        check(&NoticeKind::ALL, NoticeKind::ALL.iter().map(|kind| *kind as usize));
    }

    proptest! {
        #[test]
        fn damaged_bytes_are_refused_or_read_but_never_harm(at in 0..400_usize, byte: u8) {
            let article = read_text("a", "Floods rise\n\n“We left,” she said on Monday. It rained.\n".to_owned());
            let mut bytes = packed(&article);
            if let Some(b) = bytes.get_mut(at) {
                *b = byte;
            }
            let read = unpacked::<Article>(&bytes);
            if let Some(read) = read {
                prop_assert_eq!(unpacked(&packed(&read)), Some(read));
            }
        }
    }
}
