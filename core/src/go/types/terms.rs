//! The terms of constraints: which types they let in.

use super::checker::Checker;
use super::store::TypeId;

/// Types that satisfy a constraint; nothing stands for all types.
pub(super) type Terms = Option<Vec<Term>>;

/// A type, with whether all types with it behind their names are meant.
pub(super) type Term = (bool, TypeId);

impl Checker<'_> {
    /// Whether a type is one of those that a term means.
    pub(super) fn term_includes(&self, term: Term, typ: TypeId) -> bool {
        self.identical(term.1, if term.0 { self.under(typ) } else { typ })
    }

    /// Whether no type is meant by both of two terms.
    pub(super) fn terms_disjoint(&self, one: Term, other: Term) -> bool {
        let left = if other.0 { self.under(one.1) } else { one.1 };
        let right = if one.0 { self.under(other.1) } else { other.1 };
        !self.identical(left, right)
    }

    /// Whether all types of some terms are types of others.
    pub(super) fn terms_subset(&self, terms: Option<&[Term]>, of: Option<&[Term]>) -> bool {
        let Some(of) = of else { return true };
        let Some(terms) = terms else { return false };
        if of.is_empty() {
            return terms.is_empty();
        }
        terms
            .iter()
            .all(|one| of.iter().any(|other| !self.terms_disjoint(*one, *other) && (!one.0 || other.0)))
    }

    /// The types of either.
    pub(super) fn terms_union(&self, terms: &mut Vec<Term>, more: &[Term]) {
        terms.extend_from_slice(more);
        self.normalize(terms);
    }

    /// The types of both.
    pub(super) fn terms_intersection(&self, terms: Terms, others: Terms) -> Terms {
        let (terms, others) = match (terms, others) {
            (None, others) => return others,
            (terms, None) => return terms,
            (Some(terms), Some(others)) => (terms, others),
        };
        let mut both = Vec::new();
        for one in &terms {
            for other in &others {
                if !self.terms_disjoint(*one, *other) {
                    both.push(if !one.0 || other.0 { *one } else { *other });
                }
            }
        }
        self.normalize(&mut both);
        Some(both)
    }

    /// Leaves out what another term means as well.
    fn normalize(&self, terms: &mut Vec<Term>) {
        let mut kept: Vec<Term> = Vec::with_capacity(terms.len());
        let mut used = vec![false; terms.len()];
        for at in 0..terms.len() {
            if used[at] {
                continue;
            }
            let mut term = terms[at];
            for after in at + 1..terms.len() {
                let other = terms[after];
                if !used[after] && !self.terms_disjoint(term, other) {
                    if !term.0 && other.0 {
                        term = other;
                    }
                    used[after] = true;
                }
            }
            kept.push(term);
        }
        *terms = kept;
    }
}
