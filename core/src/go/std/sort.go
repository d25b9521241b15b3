// Package sort sorts anything that can be compared and swapped by position.
package sort

import (
	"internal/lockstep"
	"internal/sorting"
	"slices"
)

type Interface interface {
	Len() int
	Less(i, j int) bool
	Swap(i, j int)
}

func sorter(data Interface) sorting.Sorter { return sorting.Sorter{data.Less, data.Swap} }

func Sort(data Interface)          { sorter(data).Sort(data.Len()) }
func Stable(data Interface)        { sorter(data).Stable(data.Len()) }
func IsSorted(data Interface) bool { return sorter(data).IsSorted(data.Len()) }

type reverse struct{ Interface }

func (r reverse) Less(i, j int) bool { return r.Interface.Less(j, i) }

// Reverse turns the order around.
func Reverse(data Interface) Interface { return &reverse{data} }

// slice is the sorter of the slice x, and its length.
func slice(x any, less func(i, j int) bool) (s sorting.Sorter, n int) {
	n = lockstep.Length(x)
	if n < 0 {
		panic("reflect: call of Swapper on " + lockstep.TypeName(x) + " Value")
	}
	return sorting.Sorter{less, func(i, j int) { lockstep.SwapElements(x, i, j) }}, n
}

func Slice(x any, less func(i, j int) bool) {
	s, n := slice(x, less)
	s.Sort(n)
}

func SliceStable(x any, less func(i, j int) bool) {
	s, n := slice(x, less)
	s.Stable(n)
}

func SliceIsSorted(x any, less func(i, j int) bool) bool {
	s, n := slice(x, less)
	return s.IsSorted(n)
}

type IntSlice []int
type Float64Slice []float64
type StringSlice []string

func (x IntSlice) Len() int               { return len(x) }
func (x IntSlice) Less(i, j int) bool     { return x[i] < x[j] }
func (x IntSlice) Swap(i, j int)          { x[i], x[j] = x[j], x[i] }
func (x IntSlice) Sort()                  { Sort(x) }
func (p IntSlice) Search(x int) int       { return SearchInts(p, x) }
func (x Float64Slice) Len() int           { return len(x) }
func (x Float64Slice) Less(i, j int) bool { return x[i] < x[j] || x[i] != x[i] && x[j] == x[j] }
func (x Float64Slice) Swap(i, j int)      { x[i], x[j] = x[j], x[i] }
func (x Float64Slice) Sort()              { Sort(x) }
func (p Float64Slice) Search(x float64) int {
	return SearchFloat64s(p, x)
}
func (x StringSlice) Len() int            { return len(x) }
func (x StringSlice) Less(i, j int) bool  { return x[i] < x[j] }
func (x StringSlice) Swap(i, j int)       { x[i], x[j] = x[j], x[i] }
func (x StringSlice) Sort()               { Sort(x) }
func (p StringSlice) Search(x string) int { return SearchStrings(p, x) }

func Ints(x []int)         { slices.Sort(x) }
func Float64s(x []float64) { slices.Sort(x) }
func Strings(x []string)   { slices.Sort(x) }

func IntsAreSorted(x []int) bool         { return slices.IsSorted(x) }
func Float64sAreSorted(x []float64) bool { return slices.IsSorted(x) }
func StringsAreSorted(x []string) bool   { return slices.IsSorted(x) }

// Search is the first i of n for which f is true, if it is true from there on; n if it is true nowhere.
func Search(n int, f func(int) bool) int { return sorting.Search(n, f) }

// Find is the first i of n for which cmp is not positive, and whether it is 0 there.
func Find(n int, cmp func(int) int) (i int, found bool) {
	i = sorting.Search(n, func(i int) bool { return cmp(i) <= 0 })
	return i, i < n && cmp(i) == 0
}

func SearchInts(a []int, x int) int { return Search(len(a), func(i int) bool { return a[i] >= x }) }
func SearchFloat64s(a []float64, x float64) int {
	return Search(len(a), func(i int) bool { return a[i] >= x })
}
func SearchStrings(a []string, x string) int {
	return Search(len(a), func(i int) bool { return a[i] >= x })
}
