// Which line a Log has that was deferred: that of the return, of the end, of the panic, or Go's own of a test that gives up.
package main

import "testing"

func TestA(t *testing.T) {
	defer t.Log("direct")
	defer func() {
		t.Log("in a literal")
	}()
	t.Cleanup(func() {
		t.Log("cleanup")
	})
	if testing.Short() {
		return
	}
	t.Log("plain")
}

func TestB(t *testing.T) {
	defer t.Log("direct, return")
	for i := range 3 {
		if i == 2 {
			return
		}
	}
}

func TestC(t *testing.T) {
	defer t.Log("direct, fatal")
	t.Fatal("x")
}

func helper(t *testing.T) {
	t.Helper()
	defer t.Log("from a helper")
}

func TestD(t *testing.T) {
	helper(t)
	func() {
		defer t.Errorf("inner")
	}()
}

func TestE(t *testing.T) {
	defer func() { recover() }()
	defer t.Log("panicking")
	panic(1)
}
