//! Wait lists as links between plain nodes in storage that the caller owns.
//!
//! A list is a ring through a node of its own (its *head*), so a node can leave whichever list it stands in without
//! being told which, in constant time: a select that is served leaves all its other lists at once, and a request that is
//! withdrawn leaves from the middle. Freed nodes are used again, so a list that grows and shrinks allocates nothing.
//!
//! ```
//! use lockstep_core::rules::waiters::{Waiters, Ticket};
//! let mut waiters = Waiters::default();
//! let queue = waiters.list();
//! waiters.push_back(queue, Ticket(7), 0, 42);
//! let first = waiters.front(queue).map(|link| waiters[link]);
//! assert_eq!(first.map(|node| (node.ticket, node.word)), Some((Ticket(7), 42)));
//! ```

use super::copied::copied;
use super::op::Word;
use std::ops::{Index, IndexMut};

/// The caller's name for one pending request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ticket(pub u32);

/// Names a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Link(pub u32);

/// Names a list: the node that is its head.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct List(Link);

/// One request's place in one list.
#[derive(Clone, Copy, Debug)]
pub struct Node {
    next: Link,
    previous: Link,
    /// The next node of the same request, in a ring: a select has one node a case.
    sibling: Link,
    /// Whose request it is.
    pub ticket: Ticket,
    /// Which select case it stands for.
    pub case: u16,
    /// Bits that the primitive keeps for itself.
    pub flags: u16,
    /// The value that a sender offers, or that lies in a buffer.
    pub word: Word,
    /// A number that the primitive keeps for itself: the order of a value, the instant since when somebody waits.
    pub stamp: u64,
}

/// The nodes of any number of lists.
#[derive(Debug, Default)]
pub struct Waiters {
    nodes: Vec<Node>,
    free: Option<Link>,
}

copied!(Waiters { nodes, free });

impl Waiters {
    /// Makes an empty list.
    pub fn list(&mut self) -> List {
        let link = self.node(Ticket(u32::MAX), 0, 0);
        List(link)
    }

    /// Frees a list and every node still in it.
    pub fn free_list(&mut self, list: List) {
        while let Some(link) = self.front(list) {
            self.free(link);
        }
        self.release(list.0);
    }

    /// Makes a node that stands in no list yet.
    pub fn node(&mut self, ticket: Ticket, case: u16, word: Word) -> Link {
        let node =
            |link| Node { next: link, previous: link, sibling: link, ticket, case, flags: 0, word, stamp: 0 };
        match self.free {
            Some(link) => {
                let next = self[link].next;
                self.free = (next != link).then_some(next);
                self[link] = node(link);
                link
            }
            None => {
                let link = Link(self.nodes.len() as u32);
                self.nodes.push(node(link));
                link
            }
        }
    }

    /// Makes a node at the end of a list.
    pub fn push_back(&mut self, list: List, ticket: Ticket, case: u16, word: Word) -> Link {
        let link = self.node(ticket, case, word);
        self.link_before(link, list.0);
        link
    }

    /// Puts a node that stands in no list at the head of this one.
    pub fn link_front(&mut self, list: List, link: Link) {
        let first = self[list.0].next;
        self.link_before(link, first);
    }

    /// Puts a node that stands in no list at the end of this one.
    pub fn link_back(&mut self, list: List, link: Link) {
        self.link_before(link, list.0);
    }

    /// Puts a node that stands in no list before another one.
    pub fn link_before(&mut self, link: Link, next: Link) {
        let previous = self[next].previous;
        self[link].previous = previous;
        self[link].next = next;
        self[previous].next = link;
        self[next].previous = link;
    }

    /// Makes two nodes parts of one request: whichever is served, both are over.
    pub fn join(&mut self, a: Link, b: Link) {
        let (after_a, after_b) = (self[a].sibling, self[b].sibling);
        self[a].sibling = after_b;
        self[b].sibling = after_a;
    }

    /// The other nodes of the same request.
    pub fn siblings(&self, link: Link) -> impl Iterator<Item = Link> + '_ {
        std::iter::successors(Some(self[link].sibling), |next| Some(self[*next].sibling))
            .take_while(move |next| *next != link)
    }

    /// The first node of a list.
    pub fn front(&self, list: List) -> Option<Link> {
        let first = self[list.0].next;
        (first != list.0).then_some(first)
    }

    /// Whether nobody stands in the list.
    pub fn is_empty(&self, list: List) -> bool {
        self.front(list).is_none()
    }

    /// The nodes of a list, first to last.
    pub fn iter(&self, list: List) -> impl Iterator<Item = Link> + '_ {
        let after = move |link: Link| {
            let next = self[link].next;
            (next != list.0).then_some(next)
        };
        std::iter::successors(self.front(list), move |link| after(*link))
    }

    /// Takes a node out of the list it stands in; it stays allocated.
    pub fn unlink(&mut self, link: Link) {
        let Node { next, previous, .. } = self[link];
        self[previous].next = next;
        self[next].previous = previous;
        self[link].next = link;
        self[link].previous = link;
    }

    /// Whether a node stands in a list.
    pub fn is_linked(&self, link: Link) -> bool {
        self[link].next != link
    }

    /// Ends a request: frees this node and all its siblings, wherever they stand.
    pub fn free(&mut self, link: Link) {
        let mut next = self[link].sibling;
        while next != link {
            let after = self[next].sibling;
            self.unlink(next);
            self.release(next);
            next = after;
        }
        self.unlink(link);
        self.release(link);
    }

    fn release(&mut self, link: Link) {
        let next = self.free.unwrap_or(link);
        self[link].next = next;
        self.free = Some(link);
    }
}

impl Index<Link> for Waiters {
    type Output = Node;
    fn index(&self, link: Link) -> &Node {
        &self.nodes[link.0 as usize]
    }
}

impl IndexMut<Link> for Waiters {
    fn index_mut(&mut self, link: Link) -> &mut Node {
        &mut self.nodes[link.0 as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_family = "wasm")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn tickets(waiters: &Waiters, list: List) -> Vec<u32> {
        waiters.iter(list).map(|link| waiters[link].ticket.0).collect()
    }

    #[test]
    fn a_list_is_first_in_first_out_and_lets_go_from_the_middle() {
        let mut waiters = Waiters::default();
        let list = waiters.list();
        let links: Vec<Link> = (0..4).map(|n| waiters.push_back(list, Ticket(n), 0, 0)).collect();
        waiters.free(links[1]);
        assert_eq!(tickets(&waiters, list), [0, 2, 3]);
        waiters.unlink(links[3]);
        waiters.link_front(list, links[3]);
        assert_eq!(tickets(&waiters, list), [3, 0, 2]);
    }

    #[test]
    fn ending_one_part_of_a_request_ends_all_of_it() {
        let mut waiters = Waiters::default();
        let (left, right) = (waiters.list(), waiters.list());
        let a = waiters.push_back(left, Ticket(1), 0, 0);
        let b = waiters.push_back(right, Ticket(1), 1, 0);
        let c = waiters.push_back(right, Ticket(1), 2, 0);
        waiters.push_back(right, Ticket(2), 0, 0);
        waiters.join(a, b);
        waiters.join(a, c);
        waiters.free(b);
        assert!(waiters.is_empty(left));
        assert_eq!(tickets(&waiters, right), [2]);
    }

    #[test]
    fn freed_nodes_are_used_again() {
        let mut waiters = Waiters::default();
        let list = waiters.list();
        for round in 0..100 {
            let link = waiters.push_back(list, Ticket(round), 0, 0);
            waiters.free(link);
        }
        assert_eq!(waiters.nodes.len(), 2);
    }
}
