// Types that are declared in generic functions.
package main

import "fmt"

type Stack[T any] struct{ xs []T }

func (s *Stack[T]) Pairs() []any {
	type pair struct{ i int; v T }
	var out []any
	for i, x := range s.xs {
		out = append(out, pair{i, x})
	}
	return out
}

func count[T comparable](xs ...T) int {
	type set map[T]bool
	s := set{}
	for _, x := range xs {
		s[x] = true
	}
	return len(s)
}

func sliceT[T any](xs ...T) T {
	type list []T
	l := list(xs)
	l = append(l, l[0])
	return l[len(l)-1]
}

func node[T any](xs ...T) (out []T) {
	type node struct {
		v    T
		next *node
	}
	var head *node
	for _, x := range xs {
		head = &node{x, head}
	}
	for n := head; n != nil; n = n.next {
		out = append(out, n.v)
	}
	return
}

func fnT[T any](x T) T {
	type fn func(T) T
	var f fn = func(t T) T { return t }
	return f(x)
}

func plain[T any](x T) string {
	type p struct{ n int }
	return fmt.Sprintf("%v %T", p{3}, p{})
}

func channel[T any](x T) (T, string) {
	type res struct {
		v   T
		err error
	}
	c := make(chan res, 1)
	c <- res{x, nil}
	r := <-c
	return r.v, fmt.Sprintf("%T %v", r, r)
}

func selected[T any](x T) (v T, err error) {
	type res struct {
		v   T
		err error
	}
	c := make(chan res, 1)
	go func() {
		v, err := x, error(nil)
		c <- res{v, err}
	}()
	for range 1 {
		select {
		case r := <-c:
			if r.err == nil {
				return r.v, nil
			}
		}
	}
	return
}

func stored[T any](x T) (v T, err error) {
	type res struct {
		v   T
		err error
	}
	m := map[string]res{"a": {x, nil}}
	s := []res{{x, nil}}
	var a any = s[0]
	return a.(res).v, m["a"].err
}

// Each list of type arguments has a type of its own.
func mark[T any]() any {
	type mark struct{}
	return mark{}
}

func main() {
	fmt.Println(count("a", "b", "a"), count(1, 2, 3, 3))
	fmt.Println(sliceT("x", "y"), sliceT(1, 2))
	fmt.Println(node(1, 2, 3), node("a", "b"))
	fmt.Println(fnT("f"), fnT(3))
	fmt.Println((&Stack[string]{[]string{"q"}}).Pairs())
	fmt.Println(plain(1), plain("s"))
	fmt.Println(channel("s"))
	fmt.Println(channel(1))
	fmt.Println(selected("str"))
	fmt.Println(selected([2]int{1, 2}))
	fmt.Println(stored("hs"))
	fmt.Println(stored(7))
	var one, other any = mark[int](), mark[string]()
	fmt.Println(one == other, one == any(mark[int]()))
}
