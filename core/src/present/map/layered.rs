//! Lays out a graph in layers, so that its edges lead down and few of them cross.
//!
//! The steps are those of Sugiyama: edges that close a circle are set aside, each node stands one layer below the lowest that leads to
//! it, an edge that passes layers has a bend in each, the order in a layer follows the middle of its neighbours, sweep by sweep, and
//! last each is as near to the middle of its neighbours as the others of its layer leave room.

/// Where everything is. A unit is what two nodes of a layer are apart at least.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Placed {
    /// The nodes.
    pub(super) nodes: Vec<Point>,
    /// The edges, in the order given.
    pub(super) edges: Vec<Route>,
    /// The nodes from top to bottom, and from left to right.
    pub(super) order: Vec<usize>,
    /// How wide it is.
    pub(super) width: f64,
}

/// A place.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Point {
    pub(super) x: f64,
    pub(super) layer: u32,
}

/// How an edge goes.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Route {
    /// Whether it closes a circle, and so leads up, or to where it came from.
    pub(super) back: bool,
    /// From node to node by its bends.
    pub(super) points: Vec<Point>,
}

/// So often the layers are put in order, down and up.
const SWEEPS: usize = 8;
/// So often everything is moved to the middle of its neighbours.
const MOVES: usize = 12;
/// How much room a bend takes, at each side as half of it.
const BEND: f64 = 0.5;

/// Lays out nodes, of which the first leads to all others, and edges between them.
pub(super) fn layered(count: usize, edges: &[(usize, usize)]) -> Placed {
    let (order, back) = depth_first(count, edges);
    let layers = layers(count, edges, &order, &back);
    let mut drawing = Drawing::new(edges, &order, &back, layers);
    drawing.put_in_order();
    drawing.place();
    drawing.placed(count)
}

/// The nodes so that each stands behind all that lead to it, and which edges close a circle.
fn depth_first(count: usize, edges: &[(usize, usize)]) -> (Vec<usize>, Vec<bool>) {
    let mut out: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (number, (from, _)) in edges.iter().enumerate() {
        out[*from].push(number);
    }
    let (mut begun, mut done) = (vec![false; count], vec![false; count]);
    let (mut order, mut back) = (Vec::new(), vec![false; edges.len()]);
    for root in 0..count {
        let mut path = vec![(root, 0)];
        if std::mem::replace(&mut begun[root], true) {
            continue;
        }
        while let Some((node, next)) = path.last_mut() {
            let Some(edge) = out[*node].get(*next) else {
                done[*node] = true;
                order.push(*node);
                path.pop();
                continue;
            };
            *next += 1;
            let to = edges[*edge].1;
            if !std::mem::replace(&mut begun[to], true) {
                path.push((to, 0));
            } else {
                back[*edge] = !done[to];
            }
        }
    }
    order.reverse();
    (order, back)
}

/// By node: its layer. Edges between the same two pass a layer, so that they can part in it.
fn layers(count: usize, edges: &[(usize, usize)], order: &[usize], back: &[bool]) -> Vec<u32> {
    let mut out: Vec<Vec<usize>> = vec![Vec::new(); count];
    for ((from, to), _) in edges.iter().zip(back).filter(|(_, back)| !**back) {
        out[*from].push(*to);
    }
    let mut layers = vec![0; count];
    for node in order {
        for to in &out[*node] {
            let alike = out[*node].iter().filter(|other| *other == to).count();
            layers[*to] = layers[*to].max(layers[*node] + if alike > 1 { 2 } else { 1 });
        }
    }
    layers
}

/// A node, or a bend of an edge.
#[derive(Clone, Debug, Default)]
struct Item {
    at: Point,
    is_bend: bool,
    up: Vec<usize>,
    down: Vec<usize>,
}

struct Drawing {
    /// The nodes by number, then the bends.
    items: Vec<Item>,
    /// By edge: the items that it leads along.
    routes: Vec<(bool, Vec<usize>)>,
    /// By layer: its items from left to right.
    layers: Vec<Vec<usize>>,
}

impl Drawing {
    fn new(edges: &[(usize, usize)], order: &[usize], back: &[bool], layers: Vec<u32>) -> Drawing {
        let item = |layer| Item { at: Point { x: 0.0, layer }, ..Item::default() };
        let deepest = layers.iter().copied().max().unwrap_or_default();
        let mut drawing = Drawing {
            items: layers.into_iter().map(item).collect(),
            routes: Vec::new(),
            layers: vec![Vec::new(); deepest as usize + 1],
        };
        for ((from, to), back) in edges.iter().zip(back) {
            let mut route = vec![*from];
            if !back {
                for layer in drawing.items[*from].at.layer + 1..drawing.items[*to].at.layer {
                    route.push(drawing.items.len());
                    drawing.items.push(Item { is_bend: true, ..item(layer) });
                }
            }
            route.push(*to);
            drawing.routes.push((*back, route));
        }
        for (back, route) in &drawing.routes {
            for pair in route.windows(2).filter(|_| !back) {
                drawing.items[pair[0]].down.push(pair[1]);
                drawing.items[pair[1]].up.push(pair[0]);
            }
        }
        let bends = order.len()..drawing.items.len();
        for item in order.iter().copied().chain(bends) {
            drawing.layers[drawing.items[item].at.layer as usize].push(item);
        }
        drawing.number();
        drawing
    }

    /// The place of each item in its layer, as long as they are only put in order.
    fn number(&mut self) {
        for layer in &self.layers {
            for (place, item) in layer.iter().enumerate() {
                self.items[*item].at.x = place as f64;
            }
        }
    }

    /// The middle of these items, if there is any.
    fn middle(&self, of: &[usize]) -> Option<f64> {
        let sum: f64 = of.iter().map(|item| self.items[*item].at.x).sum();
        (!of.is_empty()).then(|| sum / of.len() as f64)
    }

    fn put_in_order(&mut self) {
        let (mut best, mut fewest) = (self.layers.clone(), self.crossings());
        for sweep in 0..2 * SWEEPS {
            let is_down = sweep % 2 == 0;
            let count = self.layers.len();
            for step in 1..count {
                let layer = if is_down { step } else { count - 1 - step };
                let mut keyed: Vec<(f64, usize)> = Vec::new();
                for item in &self.layers[layer] {
                    let known = &self.items[*item];
                    let towards = if is_down { &known.up } else { &known.down };
                    keyed.push((self.middle(towards).unwrap_or(known.at.x), *item));
                }
                keyed.sort_by(|one, other| one.0.total_cmp(&other.0));
                for (place, (_, item)) in keyed.iter().enumerate() {
                    self.items[*item].at.x = place as f64;
                }
                self.layers[layer] = keyed.into_iter().map(|(_, item)| item).collect();
            }
            let crossings = self.crossings();
            if crossings < fewest {
                (best, fewest) = (self.layers.clone(), crossings);
            }
        }
        self.layers = best;
        self.number();
    }

    /// How many pairs of edges cross.
    fn crossings(&self) -> usize {
        let mut crossings = 0;
        for layer in &self.layers {
            let mut before: Vec<f64> = Vec::new();
            for item in layer {
                let ends: Vec<f64> =
                    self.items[*item].down.iter().map(|down| self.items[*down].at.x).collect();
                crossings +=
                    ends.iter().map(|end| before.iter().filter(|other| *other > end).count()).sum::<usize>();
                before.extend(ends);
            }
        }
        crossings
    }

    /// Moves everything to the middle of its neighbours, as far as there is room.
    fn place(&mut self) {
        for turn in 0..MOVES {
            let count = self.layers.len();
            for step in 0..count {
                let layer = if turn % 2 == 0 { step } else { count - 1 - step };
                let wanted = self.layers[layer].iter().map(|item| {
                    let known = &self.items[*item];
                    // In the end both sides count.
                    let sides = match (turn + 2 >= MOVES, turn % 2 == 0) {
                        (true, _) => [&known.up[..], &known.down[..]].concat(),
                        (false, true) => known.up.clone(),
                        (false, false) => known.down.clone(),
                    };
                    self.middle(&sides).unwrap_or(known.at.x)
                });
                let wanted: Vec<f64> = wanted.collect();
                self.spread(layer, &wanted);
            }
        }
        let least = self.items.iter().map(|item| item.at.x).fold(f64::INFINITY, f64::min);
        self.items.iter_mut().for_each(|item| item.at.x -= least);
    }

    /// Puts the items of a layer as near to where they are wanted as their order and their room allow: the least sum of squares, found by
    /// joining neighbours that would come too near (pool adjacent violators).
    fn spread(&mut self, layer: usize, wanted: &[f64]) {
        let room = |item: &usize| if self.items[*item].is_bend { BEND } else { 1.0 };
        let (mut offsets, mut offset, mut last) = (Vec::new(), 0.0, None);
        for item in &self.layers[layer] {
            let own = room(item);
            offset += last.map_or(0.0, |last: f64| (last + own) / 2.0);
            last = Some(own);
            offsets.push(offset);
        }
        // Each pool: the mean of what its members want, and how many they are.
        let mut pools: Vec<(f64, usize)> = Vec::new();
        for (wanted, offset) in wanted.iter().zip(&offsets) {
            let (mut mean, mut count) = (wanted - offset, 1);
            while let Some((before, many)) = pools.pop_if(|(before, _)| *before > mean) {
                mean = (mean * count as f64 + before * many as f64) / (count + many) as f64;
                count += many;
            }
            pools.push((mean, count));
        }
        let means = pools.into_iter().flat_map(|(mean, count)| std::iter::repeat_n(mean, count));
        for ((item, offset), mean) in self.layers[layer].iter().zip(offsets).zip(means) {
            self.items[*item].at.x = mean + offset;
        }
    }

    fn placed(self, count: usize) -> Placed {
        let point = |item: &usize| self.items[*item].at;
        Placed {
            nodes: (0..count).map(|node| point(&node)).collect(),
            edges: self
                .routes
                .iter()
                .map(|(back, route)| Route { back: *back, points: route.iter().map(point).collect() })
                .collect(),
            order: self.layers.iter().flatten().copied().filter(|item| *item < count).collect(),
            width: self.items.iter().map(|item| item.at.x).fold(0.0, f64::max),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_family = "wasm")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    /// A graph by chance in which the first node leads to all.
    fn by_chance(seed: u64, count: usize, more: usize) -> Vec<(usize, usize)> {
        let mut state = seed;
        let mut below = |most: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % most
        };
        let mut edges: Vec<(usize, usize)> = (1..count).map(|node| (below(node), node)).collect();
        edges.extend((0..more).map(|_| (below(count), below(count))));
        edges
    }

    #[test]
    fn every_edge_leads_down_or_is_marked_as_going_back_and_nodes_do_not_overlap() {
        for seed in 0..200 {
            let count = 2 + seed as usize % 40;
            let edges = by_chance(seed, count, seed as usize % 30);
            let placed = layered(count, &edges);
            for ((from, to), route) in edges.iter().zip(&placed.edges) {
                assert_eq!(route.points[0], placed.nodes[*from]);
                assert_eq!(route.points.last(), Some(&placed.nodes[*to]));
                let leads_down = route.points.windows(2).all(|pair| pair[1].layer == pair[0].layer + 1);
                assert!(leads_down || route.back, "{from} to {to} of {edges:?}");
            }
            for (one, at) in placed.nodes.iter().enumerate() {
                assert!(at.x >= 0.0 && at.x <= placed.width);
                for other in placed.nodes.iter().skip(one + 1).filter(|other| other.layer == at.layer) {
                    assert!((at.x - other.x).abs() > 0.999, "{edges:?}");
                }
            }
        }
    }

    #[test]
    fn without_circles_nothing_goes_back() {
        for seed in 0..100 {
            let mut edges = by_chance(seed, 30, 30);
            edges.retain(|(from, to)| from < to);
            assert!(layered(30, &edges).edges.iter().all(|route| !route.back));
        }
    }

    #[test]
    fn what_can_be_drawn_without_crossings_is() {
        // A grid on its corner, as two who do not meddle with each other make it, given in a bad order.
        let node = |x: usize, y: usize| y * 4 + x;
        let mut edges = Vec::new();
        for x in 0..4 {
            for y in 0..4 {
                if x < 3 {
                    edges.push((node(x, y), node(x + 1, y)));
                }
                if y < 3 {
                    edges.push((node(x, y), node(x, y + 1)));
                }
            }
        }
        let placed = layered(16, &edges);
        let segments: Vec<(Point, Point)> =
            placed.edges.iter().map(|route| (route.points[0], route.points[1])).collect();
        for (one, other) in &segments {
            for (third, fourth) in segments.iter().filter(|(third, _)| third.layer == one.layer) {
                assert!((one.x - third.x) * (other.x - fourth.x) > -1e-9, "{placed:?}");
            }
        }
        assert!(placed.width < 4.0);
        // The corners stand one above the other.
        assert!((placed.nodes[0].x - placed.nodes[15].x).abs() < 0.1);
    }

    #[test]
    fn edges_between_the_same_two_part() {
        let placed = layered(2, &[(0, 1), (0, 1), (0, 1)]);
        let mut bends: Vec<f64> = placed.edges.iter().map(|route| route.points[1].x).collect();
        bends.sort_by(f64::total_cmp);
        assert!(bends[1] - bends[0] > 0.4 && bends[2] - bends[1] > 0.4, "{bends:?}");
    }
}
