// Package sync has locks and other ways to wait for each other.
package sync

import (
	"internal/lockstep"
	"sync/atomic"
)

type Locker interface {
	Lock()
	Unlock()
}

type noCopy struct{}

// A Mutex, an RWMutex and a WaitGroup are the machine's, as are their methods without a body: each is a step on it. The
// fields are as many as Go's are, for whoever prints them.
type Mutex struct {
	_  noCopy
	mu struct{ state, sema uint32 }
}

func (m *Mutex) Lock()
func (m *Mutex) TryLock() bool
func (m *Mutex) Unlock()

type RWMutex struct {
	w                                             Mutex
	writerSem, readerSem, readerCount, readerWait uint32
}

func (rw *RWMutex) Lock()
func (rw *RWMutex) TryLock() bool
func (rw *RWMutex) Unlock()
func (rw *RWMutex) RLock()
func (rw *RWMutex) TryRLock() bool
func (rw *RWMutex) RUnlock()

type rlocker RWMutex

func (r *rlocker) Lock()   { (*RWMutex)(r).RLock() }
func (r *rlocker) Unlock() { (*RWMutex)(r).RUnlock() }

// RLocker is a Locker that reads.
func (rw *RWMutex) RLocker() Locker { return (*rlocker)(rw) }

type WaitGroup struct {
	noCopy noCopy
	state  atomic.Uint64
	sema   uint32
}

func (wg *WaitGroup) Add(delta int)
func (wg *WaitGroup) Wait()

func (wg *WaitGroup) Done() { wg.Add(-1) }

// Go runs f in a goroutine that wg waits for. A panic of f ends the process before Wait can return.
func (wg *WaitGroup) Go(f func()) {
	wg.Add(1)
	go func() {
		defer func() {
			if problem := recover(); problem != nil {
				panic(problem)
			}
			wg.Done()
		}()
		f()
	}()
}

// A Once does something once.
type Once struct {
	_    noCopy
	done bool
	m    Mutex
}

// Do calls f if it is the first call; others wait until f is done.
func (o *Once) Do(f func()) {
	if lockstep.TouchAtomic(&o.done, lockstep.Load); !o.done {
		o.first(f)
	}
}

func (o *Once) first(f func()) {
	o.m.Lock()
	defer o.m.Unlock()
	if !o.done {
		defer func() {
			lockstep.TouchAtomic(&o.done, lockstep.Store)
			o.done = true
		}()
		f()
	}
}

// OnceFunc is a function that calls f once. If f panics, each call does.
func OnceFunc(f func()) func() {
	once := OnceValue(func() struct{} {
		f()
		return struct{}{}
	})
	return func() { once() }
}

func OnceValue[T any](f func() T) func() T {
	once := OnceValues(func() (T, struct{}) { return f(), struct{}{} })
	return func() T {
		v, _ := once()
		return v
	}
}

func OnceValues[T1, T2 any](f func() (T1, T2)) func() (T1, T2) {
	var (
		once    Once
		ok      bool
		problem any
		first   T1
		second  T2
	)
	run := func() {
		defer func() {
			if problem = recover(); !ok {
				panic(problem) // the first time with the stack of f
			}
		}()
		first, second = f()
		f, ok = nil, true
	}
	return func() (T1, T2) {
		once.Do(run)
		if !ok {
			panic(problem)
		}
		return first, second
	}
}

// A Cond is where goroutines wait for something to become true.
type Cond struct {
	noCopy noCopy

	// L is held by whoever looks whether it is true.
	L Locker

	waiters lockstep.Waiters
	self    *Cond
}

func NewCond(l Locker) *Cond { return &Cond{L: l} }

func (c *Cond) check() {
	if c.self == nil {
		c.self = c
	} else if c.self != c {
		panic("sync.Cond is copied")
	}
}

// Wait unlocks c.L, waits and locks it again.
func (c *Cond) Wait() {
	c.check()
	number := lockstep.CondRegister(&c.waiters)
	c.L.Unlock()
	lockstep.CondWait(&c.waiters, number)
	c.L.Lock()
}

func (c *Cond) Signal() {
	c.check()
	lockstep.CondSignal(&c.waiters)
}

func (c *Cond) Broadcast() {
	c.check()
	lockstep.CondBroadcast(&c.waiters)
}

// A Pool keeps values for later, yet promises nothing: whether Get finds one that is kept is a choice. If it does, that is as
// with Go's of one processor first what was put there first since it was empty, then what came last.
type Pool struct {
	noCopy noCopy
	first  any
	rest   []any

	// New makes a value when there is none.
	New func() any
}

func (p *Pool) Put(x any) {
	if x == nil {
		return
	}
	lockstep.Touch(p)
	if p.first == nil {
		p.first = x
	} else {
		p.rest = append(p.rest, x)
	}
}

// take takes out what is kept and comes first, after a Touch.
func (p *Pool) take() any {
	x := p.first
	p.first = nil
	if last := len(p.rest) - 1; x == nil && last >= 0 {
		x, p.rest[last] = p.rest[last], nil
		p.rest = p.rest[:last]
	}
	return x
}

func (p *Pool) Get() any {
	lockstep.Touch(p)
	x := p.take()
	if x != nil {
		found, elsewhere := make(chan struct{}, 1), make(chan struct{}, 1)
		select {
		case found <- struct{}{}:
			return x
		case elsewhere <- struct{}{}:
			// As if another processor had it: somebody may find it later.
			p.Put(x)
		}
	}
	if p.New != nil {
		return p.New()
	}
	return nil
}

// A Map is a map that goroutines may use at once: each call is a step on it.
type Map struct {
	_ noCopy
	m map[any]any
}

func (m *Map) touch(op lockstep.Operation) {
	lockstep.TouchAtomic(m, op)
	if m.m == nil {
		m.m = make(map[any]any)
	}
}

func (m *Map) Load(key any) (value any, ok bool) {
	m.touch(lockstep.Load)
	value, ok = m.m[key]
	return value, ok
}

func (m *Map) Store(key, value any) {
	m.touch(lockstep.Store)
	m.m[key] = value
}

func (m *Map) Clear() {
	m.touch(lockstep.Store)
	clear(m.m)
}

func (m *Map) LoadOrStore(key, value any) (actual any, loaded bool) {
	m.touch(lockstep.CompareAndSwap)
	if actual, loaded = m.m[key]; loaded {
		return actual, true
	}
	m.m[key] = value
	return value, false
}

func (m *Map) LoadAndDelete(key any) (value any, loaded bool) {
	m.touch(lockstep.Swap)
	value, loaded = m.m[key]
	delete(m.m, key)
	return value, loaded
}

func (m *Map) Delete(key any) { m.LoadAndDelete(key) }

func (m *Map) Swap(key, value any) (previous any, loaded bool) {
	m.touch(lockstep.Swap)
	previous, loaded = m.m[key]
	m.m[key] = value
	return previous, loaded
}

func (m *Map) CompareAndSwap(key, old, new any) (swapped bool) {
	m.touch(lockstep.CompareAndSwap)
	if value, ok := m.m[key]; !ok || value != old {
		return false
	}
	m.m[key] = new
	return true
}

func (m *Map) CompareAndDelete(key, old any) (deleted bool) {
	m.touch(lockstep.CompareAndSwap)
	if value, ok := m.m[key]; !ok || value != old {
		return false
	}
	delete(m.m, key)
	return true
}

// Range goes over the keys that are there when it begins, in any order, and looks for each as it comes to it.
func (m *Map) Range(f func(key, value any) bool) {
	m.touch(lockstep.Load)
	again := false
	for key := range m.m {
		if again {
			m.touch(lockstep.Load)
		}
		again = true
		if value, ok := m.m[key]; ok && !f(key, value) {
			return
		}
	}
}
