//! How many bytes values have in Go on a 64-bit machine. Nothing here lies so; but slices grow by it.

use crate::go::types::store::{Basic, Type, TypeId, Types};

/// The size and the alignment of a type's values, in bytes.
pub(super) fn of(types: &Types, typ: TypeId) -> (usize, usize) {
    match types.underlying(typ) {
        Type::Basic(basic) => match basic {
            Basic::Bool | Basic::Int8 | Basic::Uint8 | Basic::UntypedBool => (1, 1),
            Basic::Int16 | Basic::Uint16 => (2, 2),
            Basic::Int32 | Basic::Uint32 | Basic::Float32 | Basic::UntypedRune => (4, 4),
            Basic::String | Basic::UntypedString | Basic::Complex128 => (16, 8),
            _ => (8, 8),
        },
        Type::Slice(_) => (24, 8),
        Type::Interface(_) => (16, 8),
        Type::Array(count, elem) => {
            let (size, align) = of(types, *elem);
            (size.saturating_mul(usize::try_from(*count).unwrap_or(usize::MAX)), align)
        }
        Type::Struct(fields) => {
            let (mut size, mut align) = (0usize, 1);
            for field in fields.iter() {
                let (bytes, own) = of(types, field.typ);
                size = size.next_multiple_of(own).saturating_add(bytes);
                align = align.max(own);
            }
            // A pointer to what has no size at the end must not point behind the struct.
            if fields.last().is_some_and(|last| size > 0 && of(types, last.typ).0 == 0) {
                size += 1;
            }
            (size.next_multiple_of(align), align)
        }
        _ => (8, 8),
    }
}
