// Constraints with methods, pointer-receiver constraints, and embedded constraints.
package main

import (
	"fmt"
	"sort"
	"sync"
)

type stringer interface{ String() string }

type id int

func (i id) String() string { return fmt.Sprintf("#%d", int(i)) }

type printable interface {
	~int | ~string
	stringer
}

func join[T printable](list []T) (out string) {
	for _, v := range list {
		out += v.String()
	}
	return
}

type setter[T any] interface {
	*T
	set(string)
}

type config struct{ text string }

func (c *config) set(s string) { c.text = s }

func build[T any, P setter[T]](values ...string) []T {
	out := make([]T, len(values))
	for i, v := range values {
		P(&out[i]).set(v)
	}
	return out
}

type integer interface {
	~int | ~int8 | ~uint8
}

type numeric interface {
	integer | ~float64
}

func wrap[T integer](v T) T { return v + 1 }

func largest[T numeric](first T, rest ...T) T {
	for _, v := range rest {
		first = max(first, v)
	}
	return first
}

type cache[K comparable, V any] struct {
	mu     sync.Mutex
	values map[K]V
	fill   func(K) V
}

func newCache[K comparable, V any](fill func(K) V) *cache[K, V] {
	return &cache[K, V]{values: make(map[K]V), fill: fill}
}

func (c *cache[K, V]) get(k K) V {
	c.mu.Lock()
	defer c.mu.Unlock()
	v, ok := c.values[k]
	if !ok {
		v = c.fill(k)
		c.values[k] = v
	}
	return v
}

func sortBy[T any, K ~int | ~string](list []T, key func(T) K) []T {
	out := append([]T(nil), list...)
	sort.SliceStable(out, func(i, j int) bool { return key(out[i]) < key(out[j]) })
	return out
}

func main() {
	fmt.Println(join([]id{1, 2, 3}))
	fmt.Println(build[config]("a", "b"))
	fmt.Println(wrap(int8(127)), wrap(uint8(255)), wrap(5))
	fmt.Println(largest(3, 9, 2), largest(1.5), largest[uint8](1, 200))
	calls := 0
	c := newCache(func(s string) int { calls++; return len(s) })
	fmt.Println(c.get("abc"), c.get("abc"), c.get("z"), calls)
	words := []string{"pear", "fig", "apple", "kiwi"}
	fmt.Println(sortBy(words, func(s string) int { return len(s) }), sortBy(words, func(s string) string { return s[1:] }))
}
