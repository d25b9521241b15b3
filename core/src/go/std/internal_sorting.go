// Package sorting is what sort and slices have in common.
package sorting

// A Sorter sorts what is reached by position.
//
// Unstable sorting is a pattern-defeating quicksort with the choices that Go's own makes, so that elements that are
// equal end in the same order: https://arxiv.org/abs/2106.05123.
type Sorter struct {
	Less func(i, j int) bool
	Swap func(i, j int)
}

// Sort sorts the first n.
func (s Sorter) Sort(n int) { s.quick(0, n, width(n)) }

// width is how many binary digits n has.
func width(n int) (bits int) {
	for ; n > 0; n >>= 1 {
		bits++
	}
	return bits
}

// sink moves the element at i down to where it is not less than the one before, but not below low.
func (s Sorter) sink(i, low int) {
	for ; i > low && s.Less(i, i-1); i-- {
		s.Swap(i, i-1)
	}
}

func (s Sorter) insertion(a, b int) {
	for i := a + 1; i < b; i++ {
		s.sink(i, a)
	}
}

// quick sorts from a up to b; after so many bad pivots as may be it is left to a heap.
func (s Sorter) quick(a, b, bad int) {
	balanced, ordered := true, true
	for {
		n := b - a
		if n <= 12 {
			s.insertion(a, b)
			return
		}
		if bad == 0 {
			s.heap(a, n)
			return
		}
		if !balanced {
			s.shuffle(a, n)
			bad--
		}
		pivot, swaps := s.pivot(a, n)
		rising := swaps == 0
		if swaps == 12 {
			for i, j := a, b-1; i < j; i, j = i+1, j-1 {
				s.Swap(i, j)
			}
			pivot, rising = a+b-1-pivot, true
		}
		if balanced && ordered && rising && s.nearly(a, b) {
			return
		}
		if a > 0 && !s.Less(a-1, pivot) {
			a = s.equals(a, b, pivot)
			continue
		}
		var middle int
		middle, ordered = s.divide(a, b, pivot)
		left, right := middle-a, b-middle
		balanced = min(left, right) >= n/8
		if left < right {
			s.quick(a, middle, bad)
			a = middle + 1
		} else {
			s.quick(middle+1, b, bad)
			b = middle
		}
	}
}

// divide puts what is less than the pivot before it: where it then stands, and whether nothing had to move.
func (s Sorter) divide(a, b, pivot int) (middle int, ordered bool) {
	s.Swap(a, pivot)
	i, j := a+1, b-1
	for ordered = true; ; ordered = false {
		for i <= j && s.Less(i, a) {
			i++
		}
		for i <= j && !s.Less(j, a) {
			j--
		}
		if i > j {
			s.Swap(j, a)
			return j, ordered
		}
		s.Swap(i, j)
		i, j = i+1, j-1
	}
}

// equals puts what equals the pivot first, where nothing is less: where the rest begins.
func (s Sorter) equals(a, b, pivot int) int {
	s.Swap(a, pivot)
	i, j := a+1, b-1
	for {
		for i <= j && !s.Less(a, i) {
			i++
		}
		for i <= j && s.Less(a, j) {
			j--
		}
		if i > j {
			return i
		}
		s.Swap(i, j)
		i, j = i+1, j-1
	}
}

// nearly sorts what has only a few elements out of place, and says whether it had.
func (s Sorter) nearly(a, b int) bool {
	i := a + 1
	for try := 0; try < 5; try++ {
		for i < b && !s.Less(i, i-1) {
			i++
		}
		if i == b {
			return true
		}
		if b-a < 50 {
			return false
		}
		s.Swap(i, i-1)
		if i-a >= 2 {
			s.sink(i-1, 0)
		}
		if b-i >= 2 {
			for j := i + 1; j < b && s.Less(j, j-1); j++ {
				s.Swap(j, j-1)
			}
		}
	}
	return false
}

// shuffle exchanges three elements around the middle with others, the same for each n.
func (s Sorter) shuffle(a, n int) {
	if n < 8 {
		return
	}
	random, middle := uint64(n), a+n/4*2
	for i := middle - 1; i <= middle+1; i++ {
		random ^= random << 13
		random ^= random >> 7
		random ^= random << 17
		other := int(random & (1<<width(n) - 1))
		if other >= n {
			other -= n
		}
		s.Swap(i, a+other)
	}
}

// pivot chooses one, and says how many of the elements it looked at stood in the wrong order.
func (s Sorter) pivot(a, n int) (at, swaps int) {
	quarter := n / 4
	i, j, k := a+quarter, a+2*quarter, a+3*quarter
	order := func(x, y *int) {
		if s.Less(*y, *x) {
			*x, *y = *y, *x
			swaps++
		}
	}
	median := func(x, y, z int) int {
		order(&x, &y)
		order(&y, &z)
		order(&x, &y)
		return y
	}
	if n >= 50 {
		i, j, k = median(i-1, i, i+1), median(j-1, j, j+1), median(k-1, k, k+1)
	}
	if n >= 8 {
		j = median(i, j, k)
	}
	return j, swaps
}

func (s Sorter) heap(a, n int) {
	down := func(root, n int) {
		for {
			child := 2*root + 1
			if child >= n {
				return
			}
			if child+1 < n && s.Less(a+child, a+child+1) {
				child++
			}
			if !s.Less(a+root, a+child) {
				return
			}
			s.Swap(a+root, a+child)
			root = child
		}
	}
	for i := (n - 1) / 2; i >= 0; i-- {
		down(i, n)
	}
	for i := n - 1; i >= 0; i-- {
		s.Swap(a, a+i)
		down(0, i)
	}
}

// Stable sorts the first n and leaves equal elements in their order: it merges positions, then moves each element once.
func (s Sorter) Stable(n int) {
	order, merged := make([]int, n), make([]int, n)
	for i := range order {
		order[i] = i
	}
	for run := 1; run < n; run *= 2 {
		for low := 0; low < n; low += 2 * run {
			middle := min(low+run, n)
			high := min(middle+run, n)
			i, j := low, middle
			for k := low; k < high; k++ {
				if i < middle && (j == high || !s.Less(order[j], order[i])) {
					merged[k] = order[i]
					i++
				} else {
					merged[k] = order[j]
					j++
				}
			}
		}
		order, merged = merged, order
	}
	for i := range order {
		// What is to come here may have been moved away by an earlier exchange.
		from := order[i]
		for from < i {
			from = order[from]
		}
		if from != i {
			s.Swap(i, from)
		}
	}
}

// IsSorted is whether no element of the first n is less than the one before.
func (s Sorter) IsSorted(n int) bool {
	for i := n - 1; i > 0; i-- {
		if s.Less(i, i-1) {
			return false
		}
	}
	return true
}

// Search is the first of n positions for which found is true, if it is true from there on; n if it is true nowhere.
func Search(n int, found func(int) bool) int {
	low, high := 0, n
	for low < high {
		middle := int(uint(low+high) >> 1)
		if found(middle) {
			high = middle
		} else {
			low = middle + 1
		}
	}
	return low
}
