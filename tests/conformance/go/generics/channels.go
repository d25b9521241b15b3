// Generic helpers around channels and goroutines.
package main

import (
	"fmt"
	"sync"
)

func source[T any](values ...T) <-chan T {
	out := make(chan T)
	go func() {
		defer close(out)
		for _, v := range values {
			out <- v
		}
	}()
	return out
}

func through[T, U any](in <-chan T, f func(T) U) <-chan U {
	out := make(chan U, 2)
	go func() {
		defer close(out)
		for v := range in {
			out <- f(v)
		}
	}()
	return out
}

func collect[T any](in <-chan T) (out []T) {
	for v := range in {
		out = append(out, v)
	}
	return
}

type result[T any] struct {
	value T
	err   error
}

type future[T any] struct{ ch chan result[T] }

func start[T any](f func() (T, error)) future[T] {
	out := future[T]{make(chan result[T], 1)}
	go func() {
		defer func() {
			if r := recover(); r != nil {
				out.ch <- result[T]{err: fmt.Errorf("panic: %v", r)}
			}
		}()
		v, err := f()
		out.ch <- result[T]{v, err}
	}()
	return out
}

func (f future[T]) wait() (T, error) {
	r := <-f.ch
	return r.value, r.err
}

func parallel[T, U any](list []T, f func(T) U) []U {
	out := make([]U, len(list))
	var wg sync.WaitGroup
	for i, v := range list {
		wg.Go(func() { out[i] = f(v) })
	}
	wg.Wait()
	return out
}

func main() {
	squares := through(source(1, 2, 3), func(n int) float64 { return float64(n*n) / 2 })
	fmt.Println(collect(through(squares, func(f float64) string { return fmt.Sprint("<", f, ">") })))
	fmt.Println(start(func() (int, error) { return 42, nil }).wait())
	fmt.Println(start(func() (string, error) { return "", fmt.Errorf("no") }).wait())
	var list []int
	fmt.Println(start(func() (int, error) { return list[0], nil }).wait())
	fmt.Println(parallel([]string{"a", "bb", "ccc"}, func(s string) int { return len(s) }))
}
