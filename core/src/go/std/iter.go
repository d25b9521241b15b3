// Package iter names functions that can be ranged over, and turns them into functions that are asked for the next value.
package iter

type Seq[V any] func(yield func(V) bool)
type Seq2[K, V any] func(yield func(K, V) bool)

// Pull runs seq in a goroutine that goes on only while next or stop waits for it.
func Pull[V any](seq Seq[V]) (next func() (V, bool), stop func()) {
	next2, stop := Pull2(func(yield func(V, struct{}) bool) {
		seq(func(v V) bool { return yield(v, struct{}{}) })
	})
	next = func() (V, bool) {
		v, _, ok := next2()
		return v, ok
	}
	return next, stop
}

func Pull2[K, V any](seq Seq2[K, V]) (next func() (K, V, bool), stop func()) {
	var (
		key      K
		value    V
		ok       bool // a value is there
		started  bool
		done     bool
		problem  any
		panicked bool
		ask      = make(chan bool) // whether one more is wanted
		answer   = make(chan struct{})
	)
	run := func() {
		defer func() {
			if !done {
				problem, panicked = recover(), true
			}
			done = true
			answer <- struct{}{}
		}()
		if <-ask {
			seq(func(k K, v V) bool {
				key, value, ok = k, v, true
				answer <- struct{}{}
				return <-ask
			})
		}
		done = true
	}
	resume := func(more bool) {
		if !started {
			started = true
			go run()
		}
		ask <- more
		<-answer
		if panicked {
			panicked = false
			panic(problem)
		}
	}
	next = func() (k K, v V, _ bool) {
		if done {
			return k, v, false
		}
		ok = false
		resume(true)
		if !ok {
			return k, v, false
		}
		k, v = key, value
		return k, v, true
	}
	stop = func() {
		if done {
			return
		}
		if !started {
			done = true
			return
		}
		resume(false)
	}
	return next, stop
}
