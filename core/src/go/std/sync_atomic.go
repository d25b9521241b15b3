// Package atomic has operations that nothing can come in between of: each is one step on its variable.
package atomic

import "internal/lockstep"

const lacks = "CompareAndSwapPointer LoadPointer StorePointer SwapPointer"

type integer interface {
	int32 | int64 | uint32 | uint64 | uintptr
}

func load[T any](p *T) T {
	lockstep.TouchAtomic(p, lockstep.Load)
	return *p
}

func store[T any](p *T, v T) {
	lockstep.TouchAtomic(p, lockstep.Store)
	*p = v
}

func swap[T any](p *T, v T) (old T) {
	lockstep.TouchAtomic(p, lockstep.Swap)
	old, *p = *p, v
	return old
}

func compareAndSwap[T comparable](p *T, old, new T) bool {
	lockstep.TouchAtomic(p, lockstep.CompareAndSwap)
	if *p != old {
		return false
	}
	*p = new
	return true
}

func add[T integer](p *T, delta T) T {
	lockstep.TouchAtomic(p, lockstep.Add)
	*p += delta
	return *p
}

func and[T integer](p *T, mask T) (old T) {
	lockstep.TouchAtomic(p, lockstep.And)
	old = *p
	*p &= mask
	return old
}

func or[T integer](p *T, mask T) (old T) {
	lockstep.TouchAtomic(p, lockstep.Or)
	old = *p
	*p |= mask
	return old
}

func LoadInt32(addr *int32) (val int32)       { return load(addr) }
func LoadInt64(addr *int64) (val int64)       { return load(addr) }
func LoadUint32(addr *uint32) (val uint32)    { return load(addr) }
func LoadUint64(addr *uint64) (val uint64)    { return load(addr) }
func LoadUintptr(addr *uintptr) (val uintptr) { return load(addr) }

func StoreInt32(addr *int32, val int32)       { store(addr, val) }
func StoreInt64(addr *int64, val int64)       { store(addr, val) }
func StoreUint32(addr *uint32, val uint32)    { store(addr, val) }
func StoreUint64(addr *uint64, val uint64)    { store(addr, val) }
func StoreUintptr(addr *uintptr, val uintptr) { store(addr, val) }

func SwapInt32(addr *int32, new int32) (old int32)         { return swap(addr, new) }
func SwapInt64(addr *int64, new int64) (old int64)         { return swap(addr, new) }
func SwapUint32(addr *uint32, new uint32) (old uint32)     { return swap(addr, new) }
func SwapUint64(addr *uint64, new uint64) (old uint64)     { return swap(addr, new) }
func SwapUintptr(addr *uintptr, new uintptr) (old uintptr) { return swap(addr, new) }

func AddInt32(addr *int32, delta int32) (new int32)         { return add(addr, delta) }
func AddInt64(addr *int64, delta int64) (new int64)         { return add(addr, delta) }
func AddUint32(addr *uint32, delta uint32) (new uint32)     { return add(addr, delta) }
func AddUint64(addr *uint64, delta uint64) (new uint64)     { return add(addr, delta) }
func AddUintptr(addr *uintptr, delta uintptr) (new uintptr) { return add(addr, delta) }

func CompareAndSwapInt32(addr *int32, old, new int32) (swapped bool) {
	return compareAndSwap(addr, old, new)
}
func CompareAndSwapInt64(addr *int64, old, new int64) (swapped bool) {
	return compareAndSwap(addr, old, new)
}
func CompareAndSwapUint32(addr *uint32, old, new uint32) (swapped bool) {
	return compareAndSwap(addr, old, new)
}
func CompareAndSwapUint64(addr *uint64, old, new uint64) (swapped bool) {
	return compareAndSwap(addr, old, new)
}
func CompareAndSwapUintptr(addr *uintptr, old, new uintptr) (swapped bool) {
	return compareAndSwap(addr, old, new)
}

func AndInt32(addr *int32, mask int32) (old int32)         { return and(addr, mask) }
func AndInt64(addr *int64, mask int64) (old int64)         { return and(addr, mask) }
func AndUint32(addr *uint32, mask uint32) (old uint32)     { return and(addr, mask) }
func AndUint64(addr *uint64, mask uint64) (old uint64)     { return and(addr, mask) }
func AndUintptr(addr *uintptr, mask uintptr) (old uintptr) { return and(addr, mask) }

func OrInt32(addr *int32, mask int32) (old int32)         { return or(addr, mask) }
func OrInt64(addr *int64, mask int64) (old int64)         { return or(addr, mask) }
func OrUint32(addr *uint32, mask uint32) (old uint32)     { return or(addr, mask) }
func OrUint64(addr *uint64, mask uint64) (old uint64)     { return or(addr, mask) }
func OrUintptr(addr *uintptr, mask uintptr) (old uintptr) { return or(addr, mask) }

type Int32 struct {
	_ noCopy
	v int32
}

func (x *Int32) Load() int32                                  { return load(&x.v) }
func (x *Int32) Store(val int32)                              { store(&x.v, val) }
func (x *Int32) Swap(new int32) (old int32)                   { return swap(&x.v, new) }
func (x *Int32) Add(delta int32) (new int32)                  { return add(&x.v, delta) }
func (x *Int32) CompareAndSwap(old, new int32) (swapped bool) { return compareAndSwap(&x.v, old, new) }
func (x *Int32) And(mask int32) (old int32)                   { return and(&x.v, mask) }
func (x *Int32) Or(mask int32) (old int32)                    { return or(&x.v, mask) }

type Int64 struct {
	_ noCopy
	_ align64
	v int64
}

func (x *Int64) Load() int64                                  { return load(&x.v) }
func (x *Int64) Store(val int64)                              { store(&x.v, val) }
func (x *Int64) Swap(new int64) (old int64)                   { return swap(&x.v, new) }
func (x *Int64) Add(delta int64) (new int64)                  { return add(&x.v, delta) }
func (x *Int64) CompareAndSwap(old, new int64) (swapped bool) { return compareAndSwap(&x.v, old, new) }
func (x *Int64) And(mask int64) (old int64)                   { return and(&x.v, mask) }
func (x *Int64) Or(mask int64) (old int64)                    { return or(&x.v, mask) }

type Uint32 struct {
	_ noCopy
	v uint32
}

func (x *Uint32) Load() uint32                  { return load(&x.v) }
func (x *Uint32) Store(val uint32)              { store(&x.v, val) }
func (x *Uint32) Swap(new uint32) (old uint32)  { return swap(&x.v, new) }
func (x *Uint32) Add(delta uint32) (new uint32) { return add(&x.v, delta) }
func (x *Uint32) CompareAndSwap(old, new uint32) (swapped bool) {
	return compareAndSwap(&x.v, old, new)
}
func (x *Uint32) And(mask uint32) (old uint32) { return and(&x.v, mask) }
func (x *Uint32) Or(mask uint32) (old uint32)  { return or(&x.v, mask) }

type Uint64 struct {
	_ noCopy
	_ align64
	v uint64
}

func (x *Uint64) Load() uint64                  { return load(&x.v) }
func (x *Uint64) Store(val uint64)              { store(&x.v, val) }
func (x *Uint64) Swap(new uint64) (old uint64)  { return swap(&x.v, new) }
func (x *Uint64) Add(delta uint64) (new uint64) { return add(&x.v, delta) }
func (x *Uint64) CompareAndSwap(old, new uint64) (swapped bool) {
	return compareAndSwap(&x.v, old, new)
}
func (x *Uint64) And(mask uint64) (old uint64) { return and(&x.v, mask) }
func (x *Uint64) Or(mask uint64) (old uint64)  { return or(&x.v, mask) }

type Uintptr struct {
	_ noCopy
	v uintptr
}

func (x *Uintptr) Load() uintptr                   { return load(&x.v) }
func (x *Uintptr) Store(val uintptr)               { store(&x.v, val) }
func (x *Uintptr) Swap(new uintptr) (old uintptr)  { return swap(&x.v, new) }
func (x *Uintptr) Add(delta uintptr) (new uintptr) { return add(&x.v, delta) }
func (x *Uintptr) CompareAndSwap(old, new uintptr) (swapped bool) {
	return compareAndSwap(&x.v, old, new)
}
func (x *Uintptr) And(mask uintptr) (old uintptr) { return and(&x.v, mask) }
func (x *Uintptr) Or(mask uintptr) (old uintptr)  { return or(&x.v, mask) }

type noCopy struct{}
type align64 struct{}

// A Bool is false at first.
type Bool struct {
	_ noCopy
	v uint32
}

func number(b bool) uint32 {
	if b {
		return 1
	}
	return 0
}

func (x *Bool) Load() bool               { return load(&x.v) != 0 }
func (x *Bool) Store(val bool)           { store(&x.v, number(val)) }
func (x *Bool) Swap(new bool) (old bool) { return swap(&x.v, number(new)) != 0 }
func (x *Bool) CompareAndSwap(old, new bool) (swapped bool) {
	return compareAndSwap(&x.v, number(old), number(new))
}

// A Pointer is nil at first.
type Pointer[T any] struct {
	_ noCopy
	v *T
}

func (x *Pointer[T]) Load() *T             { return load(&x.v) }
func (x *Pointer[T]) Store(val *T)         { store(&x.v, val) }
func (x *Pointer[T]) Swap(new *T) (old *T) { return swap(&x.v, new) }
func (x *Pointer[T]) CompareAndSwap(old, new *T) (swapped bool) {
	return compareAndSwap(&x.v, old, new)
}

// A Value holds values of one type.
type Value struct{ v any }

func (v *Value) check(what string, val any) {
	if val == nil {
		panic("sync/atomic: " + what + " of nil value into Value")
	}
}

func (v *Value) checkType(what string, val any) {
	if v.v != nil && !lockstep.SameType(v.v, val) {
		panic("sync/atomic: " + what + " of inconsistently typed value into Value")
	}
}

func (v *Value) Load() (val any) { return load(&v.v) }

func (v *Value) Store(val any) {
	v.check("store", val)
	lockstep.TouchAtomic(&v.v, lockstep.Store)
	v.checkType("store", val)
	v.v = val
}

func (v *Value) Swap(new any) (old any) {
	v.check("swap", new)
	lockstep.TouchAtomic(&v.v, lockstep.Swap)
	v.checkType("swap", new)
	old, v.v = v.v, new
	return old
}

func (v *Value) CompareAndSwap(old, new any) (swapped bool) {
	v.check("compare and swap", new)
	if old != nil && !lockstep.SameType(old, new) {
		panic("sync/atomic: compare and swap of inconsistently typed values")
	}
	lockstep.TouchAtomic(&v.v, lockstep.CompareAndSwap)
	v.checkType("compare and swap", new)
	if v.v != old {
		return false
	}
	v.v = new
	return true
}
