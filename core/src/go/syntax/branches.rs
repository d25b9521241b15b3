//! Labels, and the statements that leave.
//!
//! Go's compiler looks at these as soon as it has read a function's body without finding anything wrong in it. A label
//! that a `break` or `continue` names must stand before it; a `goto` may come first, so these are held against the labels
//! at the end.

use super::ast::{Block, Branch, Clause, Decl, Ident, Stmt, StmtKind};
use super::print;
use super::source::{Diagnostic, Pos, SourceFile};
use rustc_hash::FxHashMap;

/// What is wrong with the labels and branches of a function's body.
pub fn check(source: &SourceFile, body: &Block) -> Vec<Diagnostic> {
    let mut walk = Walk::new(source);
    walk.block(Inside::default(), body.span.start, &body.stmts);
    walk.resolve_gotos();
    for label in std::mem::take(&mut walk.labels) {
        if !label.used {
            walk.wrong(label.ident, &["label ", &label.ident.name, " defined and not used"]);
        }
    }
    walk.found
}

/// What a `break` would leave.
#[derive(Clone, Copy, Default, PartialEq)]
enum Leaves {
    #[default]
    Nothing,
    Loop,
    Switch,
    TypeSwitch,
    Select,
}

/// What statements stand in.
#[derive(Clone, Copy, Default)]
struct Inside {
    leaves: Leaves,
    /// Whether there is a loop around them.
    in_loop: bool,
    /// Directly in a clause of a switch: whether it is the last one.
    last_clause: Option<bool>,
    /// The block around them.
    block: Option<usize>,
}

struct BlockInfo {
    start: Pos,
    around: Option<usize>,
    /// The variables that are declared in it: where, and their names.
    variables: Vec<(Pos, String)>,
}

struct Label<'a> {
    ident: &'a Ident,
    block: usize,
    /// What the label stands before.
    leaves: Leaves,
    /// Whether that is being gone through.
    open: bool,
    used: bool,
}

struct Walk<'a> {
    source: &'a SourceFile,
    blocks: Vec<BlockInfo>,
    labels: Vec<Label<'a>>,
    /// Which label has a name.
    names: FxHashMap<&'a str, usize>,
    /// The labels that are gone to, each with the block from which.
    gotos: Vec<(&'a Ident, usize)>,
    found: Vec<Diagnostic>,
}

impl<'a> Walk<'a> {
    fn new(source: &'a SourceFile) -> Walk<'a> {
        Walk {
            source,
            blocks: Vec::new(),
            labels: Vec::new(),
            names: FxHashMap::default(),
            gotos: Vec::new(),
            found: Vec::new(),
        }
    }

    fn wrong(&mut self, ident: &Ident, message: &[&str]) {
        self.found.push(Diagnostic { span: ident.span(), message: message.concat() });
    }

    fn wrong_stmt(&mut self, stmt: &Stmt, message: &str) {
        self.found.push(Diagnostic { span: stmt.span, message: message.into() });
    }

    fn place(&self, pos: Pos) -> String {
        let (line, column) = self.source.line_and_column(pos);
        [&self.source.name, ":", &line.to_string(), ":", &column.to_string()].concat()
    }

    /// Goes through the statements of a block.
    fn block(&mut self, mut inside: Inside, start: Pos, stmts: &'a [Stmt]) {
        let block = self.blocks.len();
        self.blocks.push(BlockInfo { start, around: inside.block, variables: Vec::new() });
        inside.block = Some(block);
        // Empty statements at the end do not count.
        let last = stmts.iter().rposition(|stmt| !matches!(stmt.kind, StmtKind::Empty));
        for (at, stmt) in stmts.iter().enumerate() {
            self.stmt(inside, block, stmt, Some(at) == last);
        }
    }

    /// Goes through a statement of a block.
    fn stmt(&mut self, inside: Inside, block: usize, stmt: &'a Stmt, last: bool) {
        // A block or a clause in it is not directly in a clause.
        let nested = Inside { last_clause: None, ..inside };
        match &stmt.kind {
            StmtKind::Decl(Decl::Var(specs)) => {
                if let Some(name) = specs.first().and_then(|spec| spec.names.first()) {
                    self.blocks[block].variables.push((name.pos, name.name.to_string()));
                }
            }
            StmtKind::Define(left, sign, _) => {
                self.blocks[block].variables.push((*sign, print::exprs(left)));
            }
            StmtKind::Labeled(ident, labeled) => {
                let label = self.declare(ident, block, labeled);
                self.stmt(inside, block, labeled, last);
                if let Some(label) = label {
                    self.labels[label].open = false;
                }
            }
            StmtKind::Branch(branch, label) => {
                self.branch(inside, block, stmt, (*branch, label.as_ref()), last)
            }
            StmtKind::Block(inner) => self.block(nested, inner.span.start, &inner.stmts),
            StmtKind::If(inner) => {
                self.block(nested, inner.then.span.start, &inner.then.stmts);
                if let Some(otherwise) = &inner.otherwise {
                    self.block(nested, otherwise.span.start, std::slice::from_ref(otherwise));
                }
            }
            StmtKind::For(inner) => self.loop_body(nested, &inner.body),
            StmtKind::Range(inner) => self.loop_body(nested, &inner.body),
            StmtKind::Switch(inner) => {
                self.clauses(Inside { leaves: Leaves::Switch, ..nested }, &inner.clauses)
            }
            StmtKind::TypeSwitch(inner) => {
                self.clauses(Inside { leaves: Leaves::TypeSwitch, ..nested }, &inner.clauses);
            }
            StmtKind::Select(clauses) => {
                for clause in clauses {
                    let inside = Inside { leaves: Leaves::Select, ..nested };
                    self.block(inside, clause.span.start, &clause.body);
                }
            }
            _ => {}
        }
    }

    fn loop_body(&mut self, inside: Inside, body: &'a Block) {
        let inside = Inside { leaves: Leaves::Loop, in_loop: true, ..inside };
        self.block(inside, body.span.start, &body.stmts);
    }

    fn clauses(&mut self, inside: Inside, clauses: &'a [Clause]) {
        for (at, clause) in clauses.iter().enumerate() {
            let last_clause = Some(at + 1 == clauses.len());
            self.block(Inside { last_clause, ..inside }, clause.span.start, &clause.body);
        }
    }

    /// Writes down a label, if it is a new one.
    fn declare(&mut self, ident: &'a Ident, block: usize, labeled: &Stmt) -> Option<usize> {
        if &*ident.name == "_" {
            return None;
        }
        if let Some(other) = self.label(ident) {
            let place = self.place(self.labels[other].ident.pos);
            self.wrong(ident, &["label ", &ident.name, " already defined at ", &place]);
            return None;
        }
        let leaves = match labeled.kind {
            StmtKind::For(_) | StmtKind::Range(_) => Leaves::Loop,
            StmtKind::Switch(_) => Leaves::Switch,
            StmtKind::TypeSwitch(_) => Leaves::TypeSwitch,
            StmtKind::Select(_) => Leaves::Select,
            _ => Leaves::Nothing,
        };
        self.names.insert(&ident.name, self.labels.len());
        self.labels.push(Label { ident, block, leaves, open: true, used: false });
        Some(self.labels.len() - 1)
    }

    /// The label with this name.
    fn label(&self, ident: &Ident) -> Option<usize> {
        self.names.get(&*ident.name).copied()
    }

    fn branch(
        &mut self,
        inside: Inside,
        block: usize,
        stmt: &Stmt,
        (branch, label): (Branch, Option<&'a Ident>),
        last: bool,
    ) {
        let (word, loops_only) = match (branch, label) {
            (Branch::Goto, Some(label)) => return self.gotos.push((label, block)),
            (Branch::Break, None) if inside.leaves == Leaves::Nothing => {
                return self.wrong_stmt(stmt, "break is not in a loop, switch, or select");
            }
            (Branch::Continue, None) if !inside.in_loop => {
                return self.wrong_stmt(stmt, "continue is not in a loop");
            }
            (Branch::Fallthrough, _) => match (inside.leaves, inside.last_clause) {
                (Leaves::TypeSwitch, _) => return self.wrong_stmt(stmt, "cannot fallthrough in type switch"),
                (Leaves::Switch, Some(false)) if last => return,
                (Leaves::Switch, Some(true)) if last => {
                    return self.wrong_stmt(stmt, "cannot fallthrough final case in switch");
                }
                _ => return self.wrong_stmt(stmt, "fallthrough statement out of place"),
            },
            (Branch::Break, Some(_)) => ("break", false),
            (Branch::Continue, Some(_)) => ("continue", true),
            _ => return,
        };
        let Some(ident) = label else { return };
        let Some(label) = self.label(ident) else {
            return self.wrong(ident, &[word, " label not defined: ", &ident.name]);
        };
        let label = &mut self.labels[label];
        label.used = true;
        let fits = if loops_only { label.leaves == Leaves::Loop } else { label.leaves != Leaves::Nothing };
        if !label.open || !fits {
            self.wrong(ident, &["invalid ", word, " label ", &ident.name]);
        }
    }

    fn resolve_gotos(&mut self) {
        for (ident, from) in std::mem::take(&mut self.gotos) {
            let Some(label) = self.label(ident) else {
                self.wrong(ident, &["label ", &ident.name, " not defined"]);
                continue;
            };
            self.labels[label].used = true;
            let Label { block, ident: target, .. } = self.labels[label];
            let mut around = Some(from);
            while let Some(this) = around.filter(|this| *this != block) {
                around = self.blocks[this].around;
            }
            let block = &self.blocks[block];
            if around.is_none() {
                let place = self.place(block.start);
                self.wrong(ident, &["goto ", &ident.name, " jumps into block starting at ", &place]);
                continue;
            }
            let count = block.variables.partition_point(|(pos, _)| *pos < target.pos);
            if let Some((pos, name)) = block.variables[..count].last().filter(|(pos, _)| *pos > ident.pos) {
                let (name, place) = (name.clone(), self.place(*pos));
                self.wrong(
                    ident,
                    &["goto ", &ident.name, " jumps over declaration of ", &name, " at ", &place],
                );
            }
        }
    }
}
