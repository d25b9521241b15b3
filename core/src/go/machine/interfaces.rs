//! Interfaces: values of any type with the type beside them.

use super::Machine;
use super::memory::Pointer;
use super::trap::Trap;
use crate::go::code::layout::LayoutId;
use crate::go::lib::type_name;
use crate::go::types::store::{Type, TypeId};

impl Machine {
    /// The function for a method of the value of an interface with this type.
    pub(super) fn find_method(&self, typ: u64, method: u32) -> Result<u32, Trap> {
        self.code.method(TypeId(typ as u32), method).ok_or_else(Trap::nil)
    }

    /// Makes an interface's value of one that lies at this place.
    pub(super) fn make_interface(&mut self, layout: LayoutId, src: usize) -> Result<(u64, u64), Trap> {
        let code = self.code.clone();
        let of = code.layouts.get(layout);
        let typ = of.typ.unwrap_or_default();
        let value = match of.words.len() {
            0 => 0,
            1 => self.memory.words[src],
            size => {
                let base = self.memory.allocate(layout, size, 1)?;
                self.memory.words.copy_within(src..src + size, base as usize + 1);
                Pointer::new(base, 0).0
            }
        };
        Ok((u64::from(typ.0), value))
    }

    /// Takes a value of a type out of an interface, to this place: whether it held one.
    pub(super) fn assert_type(&mut self, iface: (u64, u64), typ: TypeId, dst: usize) -> bool {
        let size = self.size(typ);
        let holds = iface.0 == u64::from(typ.0);
        match size {
            0 => {}
            _ if !holds => self.memory.words[dst..dst + size].fill(0),
            1 => self.memory.words[dst] = iface.1,
            _ => {
                let from = Pointer(iface.1).at();
                self.memory.words.copy_within(from..from + size, dst);
            }
        }
        holds
    }

    /// What Go says of an assertion that does not hold.
    #[cold]
    pub(super) fn refuse_assertion(&self, held: u64, wanted: TypeId, from: u16) -> Trap {
        let types = &self.code.types;
        let name = |typ| type_name::name(types, typ);
        let held = TypeId(held as u32);
        let is_interface = matches!(types.underlying(wanted), Type::Interface(_));
        let text = match (held == TypeId(0), is_interface) {
            (true, true) => format!("interface is nil, not {}", name(wanted)),
            (true, false) => {
                let from = self.code.asserted_from[usize::from(from)];
                format!("{} is nil, not {}", name(from), name(wanted))
            }
            (false, true) => {
                let method = self
                    .code
                    .missing(held, wanted)
                    .map_or("", |method| &self.code.method_names[method as usize]);
                format!("{} is not {}: missing method {method}", name(held), name(wanted))
            }
            (false, false) => {
                let from = self.code.asserted_from[usize::from(from)];
                let scopes = if name(held) == name(wanted) { " (types from different scopes)" } else { "" };
                format!("{} is {}, not {}{scopes}", name(from), name(held), name(wanted))
            }
        };
        Trap::Error(format!("interface conversion: {text}"))
    }
}
