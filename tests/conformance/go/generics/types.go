// Generic types: a stack, a linked list, a tree with ordering, a pair, and methods on them.
package main

import (
	"errors"
	"fmt"
	"strings"
)

type stack[T any] struct{ items []T }

func (s *stack[T]) push(v T) { s.items = append(s.items, v) }

func (s *stack[T]) pop() (T, error) {
	var zero T
	if len(s.items) == 0 {
		return zero, errors.New("empty")
	}
	v := s.items[len(s.items)-1]
	s.items = s.items[:len(s.items)-1]
	return v, nil
}

type pair[K comparable, V any] struct {
	key   K
	value V
}

func (p pair[K, V]) String() string { return fmt.Sprintf("%v->%v", p.key, p.value) }

type list[T any] struct {
	head *element[T]
	size int
}

type element[T any] struct {
	value T
	next  *element[T]
}

func (l *list[T]) add(v T) *list[T] {
	l.head = &element[T]{v, l.head}
	l.size++
	return l
}

func (l *list[T]) all() func(func(int, T) bool) {
	return func(yield func(int, T) bool) {
		i := 0
		for e := l.head; e != nil; e = e.next {
			if !yield(i, e.value) {
				return
			}
			i++
		}
	}
}

type ordered interface{ ~int | ~string | ~float64 }

type tree[K ordered, V any] struct {
	root *node[K, V]
}

type node[K ordered, V any] struct {
	pair[K, V]
	left, right *node[K, V]
}

func (t *tree[K, V]) put(k K, v V) {
	at := &t.root
	for *at != nil {
		switch {
		case k < (*at).key:
			at = &(*at).left
		case k > (*at).key:
			at = &(*at).right
		default:
			(*at).value = v
			return
		}
	}
	*at = &node[K, V]{pair: pair[K, V]{k, v}}
}

func (n *node[K, V]) walk(visit func(pair[K, V])) {
	if n == nil {
		return
	}
	n.left.walk(visit)
	visit(n.pair)
	n.right.walk(visit)
}

type set[T comparable] map[T]struct{}

func (s set[T]) add(v T)      { s[v] = struct{}{} }
func (s set[T]) has(v T) bool { _, ok := s[v]; return ok }
func union[T comparable](a, b set[T]) set[T] {
	out := set[T]{}
	for v := range a {
		out.add(v)
	}
	for v := range b {
		out.add(v)
	}
	return out
}

func main() {
	var s stack[string]
	s.push("a")
	s.push("b")
	for range 3 {
		fmt.Println(s.pop())
	}
	l := new(list[float64]).add(1.5).add(2.5)
	for i, v := range l.all() {
		fmt.Print(i, ":", v, " ")
	}
	fmt.Println(l.size)
	var t tree[string, int]
	for i, w := range strings.Fields("the cat and the dog and the bird") {
		t.put(w, i)
	}
	t.root.walk(func(p pair[string, int]) { fmt.Print(p, " ") })
	fmt.Println()
	a, b := set[int]{}, set[int]{}
	a.add(1)
	b.add(2)
	u := union(a, b)
	fmt.Println(len(u), u.has(2), u.has(3))
	fmt.Printf("%T %T %v %+v\n", s, t, pair[int, bool]{1, true}, stack[int]{[]int{1}})
	fmt.Printf("%T %T\n", pair[string, pair[int, []byte]]{}, u)
}
