// Package slices has functions for slices of any type.
package slices

import (
	"cmp"
	"internal/sorting"
	"iter"
)

func Equal[S ~[]E, E comparable](s1, s2 S) bool {
	return EqualFunc(s1, s2, func(a, b E) bool { return a == b })
}

func EqualFunc[S1 ~[]E1, S2 ~[]E2, E1, E2 any](s1 S1, s2 S2, eq func(E1, E2) bool) bool {
	if len(s1) != len(s2) {
		return false
	}
	for i, a := range s1 {
		if !eq(a, s2[i]) {
			return false
		}
	}
	return true
}

func Compare[S ~[]E, E cmp.Ordered](s1, s2 S) int { return CompareFunc(s1, s2, cmp.Compare[E]) }

func CompareFunc[S1 ~[]E1, S2 ~[]E2, E1, E2 any](s1 S1, s2 S2, cmp func(E1, E2) int) int {
	for i, a := range s1 {
		if i == len(s2) {
			return 1
		}
		if c := cmp(a, s2[i]); c != 0 {
			return c
		}
	}
	if len(s1) < len(s2) {
		return -1
	}
	return 0
}

func Index[S ~[]E, E comparable](s S, v E) int {
	for i := range s {
		if s[i] == v {
			return i
		}
	}
	return -1
}

func IndexFunc[S ~[]E, E any](s S, f func(E) bool) int {
	for i := range s {
		if f(s[i]) {
			return i
		}
	}
	return -1
}

func Contains[S ~[]E, E comparable](s S, v E) bool         { return Index(s, v) >= 0 }
func ContainsFunc[S ~[]E, E any](s S, f func(E) bool) bool { return IndexFunc(s, f) >= 0 }
func Clip[S ~[]E, E any](s S) S                            { return s[:len(s):len(s)] }
func Clone[S ~[]E, E any](s S) S                           { return append(s[:0:0], s...) }
func All[Slice ~[]E, E any](s Slice) iter.Seq2[int, E] {
	return func(yield func(int, E) bool) {
		for i, v := range s {
			if !yield(i, v) {
				return
			}
		}
	}
}

// Insert puts v before s[i].
func Insert[S ~[]E, E any](s S, i int, v ...E) S {
	_ = s[i:] // i is checked even if v is empty
	if len(v) == 0 {
		return s
	}
	old := len(s)
	if old+len(v) > cap(s) {
		longer := append(s[:i], make(S, old+len(v)-i)...)
		copy(longer[i:], v)
		copy(longer[i+len(v):], s[i:])
		return longer
	}
	v = append([]E(nil), v...) // it may be a part of s
	tail := s[i:]
	s = s[:old+len(v)]
	copy(s[i+len(v):], tail)
	copy(s[i:], v)
	return s
}

func Delete[S ~[]E, E any](s S, i, j int) S {
	_ = s[i:j:len(s)]
	if i == j {
		return s
	}
	kept := append(s[:i], s[j:]...)
	clear(s[len(kept):])
	return kept
}

func DeleteFunc[S ~[]E, E any](s S, del func(E) bool) S {
	kept := s[:0]
	for i, v := range s {
		if !del(v) {
			if len(kept) < i {
				s[len(kept)] = v
			}
			kept = s[:len(kept)+1]
		}
	}
	clear(s[len(kept):])
	return kept
}

// Replace puts v in the place of s[i:j].
func Replace[S ~[]E, E any](s S, i, j int, v ...E) S {
	_ = s[i:j]
	tail := s[j:]
	if i == j {
		return Insert(s, i, v...)
	}
	if j == len(s) {
		replaced := append(s[:i], v...)
		if len(replaced) < len(s) {
			clear(s[len(replaced):])
		}
		return replaced
	}
	total := len(s) - (j - i) + len(v)
	if total > cap(s) {
		longer := append(s[:i], make(S, total-i)...)
		copy(longer[i:], v)
		copy(longer[i+len(v):], tail)
		return longer
	}
	v = append([]E(nil), v...)
	replaced := s[:total]
	copy(replaced[i+len(v):], tail)
	copy(replaced[i:], v)
	if total < len(s) {
		clear(s[total:])
	}
	return replaced
}

func Compact[S ~[]E, E comparable](s S) S {
	return CompactFunc(s, func(a, b E) bool { return a == b })
}

// CompactFunc leaves the first of each run of equal elements.
func CompactFunc[S ~[]E, E any](s S, eq func(E, E) bool) S {
	if len(s) < 2 {
		return s
	}
	kept := 1
	for i := 1; i < len(s); i++ {
		if !eq(s[i], s[i-1]) {
			if i != kept {
				s[kept] = s[i]
			}
			kept++
		}
	}
	clear(s[kept:])
	return s[:kept]
}

func Grow[S ~[]E, E any](s S, n int) S {
	if n < 0 {
		panic("cannot be negative")
	}
	if n -= cap(s) - len(s); n > 0 {
		s = append(s[:cap(s)], make([]E, n)...)[:len(s)]
	}
	return s
}

func Reverse[S ~[]E, E any](s S) {
	for i, j := 0, len(s)-1; i < j; i, j = i+1, j-1 {
		s[i], s[j] = s[j], s[i]
	}
}

func Concat[S ~[]E, E any](slices ...S) S {
	size := 0
	for _, s := range slices {
		size += len(s)
	}
	all := Grow[S](nil, size)
	for _, s := range slices {
		all = append(all, s...)
	}
	return all
}

func Repeat[S ~[]E, E any](x S, count int) S {
	if count < 0 {
		panic("cannot be negative")
	}
	all := make(S, 0, len(x)*count)
	for range count {
		all = append(all, x...)
	}
	return all
}

func Min[S ~[]E, E cmp.Ordered](x S) E {
	if len(x) == 0 {
		panic("slices.Min: empty list")
	}
	least := x[0]
	for _, v := range x {
		least = min(least, v)
	}
	return least
}

func Max[S ~[]E, E cmp.Ordered](x S) E {
	if len(x) == 0 {
		panic("slices.Max: empty list")
	}
	most := x[0]
	for _, v := range x {
		most = max(most, v)
	}
	return most
}

func MinFunc[S ~[]E, E any](x S, cmp func(a, b E) int) E {
	if len(x) == 0 {
		panic("slices.MinFunc: empty list")
	}
	least := x[0]
	for _, v := range x[1:] {
		if cmp(v, least) < 0 {
			least = v
		}
	}
	return least
}

func MaxFunc[S ~[]E, E any](x S, cmp func(a, b E) int) E {
	if len(x) == 0 {
		panic("slices.MaxFunc: empty list")
	}
	most := x[0]
	for _, v := range x[1:] {
		if cmp(v, most) > 0 {
			most = v
		}
	}
	return most
}

// The order of a slice.
func order[S ~[]E, E any](x S, less func(a, b E) bool) sorting.Sorter {
	return sorting.Sorter{
		Less: func(i, j int) bool { return less(x[i], x[j]) },
		Swap: func(i, j int) { x[i], x[j] = x[j], x[i] },
	}
}

func orderBy[S ~[]E, E any](x S, cmp func(a, b E) int) sorting.Sorter {
	return order(x, func(a, b E) bool { return cmp(a, b) < 0 })
}

func Sort[S ~[]E, E cmp.Ordered](x S)                         { order(x, cmp.Less[E]).Sort(len(x)) }
func SortFunc[S ~[]E, E any](x S, cmp func(a, b E) int)       { orderBy(x, cmp).Sort(len(x)) }
func SortStableFunc[S ~[]E, E any](x S, cmp func(a, b E) int) { orderBy(x, cmp).Stable(len(x)) }
func IsSorted[S ~[]E, E cmp.Ordered](x S) bool                { return order(x, cmp.Less[E]).IsSorted(len(x)) }
func IsSortedFunc[S ~[]E, E any](x S, cmp func(a, b E) int) bool {
	return orderBy(x, cmp).IsSorted(len(x))
}

func BinarySearch[S ~[]E, E cmp.Ordered](x S, target E) (int, bool) {
	return BinarySearchFunc(x, target, cmp.Compare[E])
}

// BinarySearchFunc is where target stands, or would stand, and whether it is there.
func BinarySearchFunc[S ~[]E, E, T any](x S, target T, cmp func(E, T) int) (int, bool) {
	i := sorting.Search(len(x), func(i int) bool { return cmp(x[i], target) >= 0 })
	return i, i < len(x) && cmp(x[i], target) == 0
}

func Backward[Slice ~[]E, E any](s Slice) iter.Seq2[int, E] {
	return func(yield func(int, E) bool) {
		for i := len(s) - 1; i >= 0; i-- {
			if !yield(i, s[i]) {
				return
			}
		}
	}
}

func Values[Slice ~[]E, E any](s Slice) iter.Seq[E] {
	return func(yield func(E) bool) {
		for _, v := range s {
			if !yield(v) {
				return
			}
		}
	}
}

func AppendSeq[Slice ~[]E, E any](s Slice, seq iter.Seq[E]) Slice {
	for v := range seq {
		s = append(s, v)
	}
	return s
}

func Collect[E any](seq iter.Seq[E]) []E { return AppendSeq([]E(nil), seq) }

func Sorted[E cmp.Ordered](seq iter.Seq[E]) []E {
	s := Collect(seq)
	Sort(s)
	return s
}

func SortedFunc[E any](seq iter.Seq[E], cmp func(E, E) int) []E {
	s := Collect(seq)
	SortFunc(s, cmp)
	return s
}

func SortedStableFunc[E any](seq iter.Seq[E], cmp func(E, E) int) []E {
	s := Collect(seq)
	SortStableFunc(s, cmp)
	return s
}

// Chunk goes over s in parts of n, of which the last may be shorter.
func Chunk[Slice ~[]E, E any](s Slice, n int) iter.Seq[Slice] {
	if n < 1 {
		panic("cannot be less than 1")
	}
	return func(yield func(Slice) bool) {
		for i := 0; i < len(s); i += n {
			end := min(i+n, len(s))
			if !yield(s[i:end:end]) {
				return
			}
		}
	}
}
