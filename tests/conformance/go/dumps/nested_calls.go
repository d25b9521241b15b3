// A panic deep in calls of methods, closures and generic functions: the frames of each.
package main

type box[T any] struct{ held T }

func (b *box[T]) each(f func(T)) { f(b.held) }

type worker struct{ name string }

func (w worker) work(n int) {
	b := &box[int]{n}
	b.each(func(v int) {
		func() {
			panic(w.name)
		}()
	})
}

func apply[T any](v T, f func(T)) { f(v) }

func main() {
	apply(3, worker{"deep"}.work)
}
