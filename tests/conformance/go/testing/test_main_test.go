// TestMain runs before the tests and after them, and says how the process ends.
package main

import (
	"fmt"
	"os"
	"testing"
)

var ready bool

func TestMain(m *testing.M) {
	ready = true
	code := m.Run()
	fmt.Fprintln(os.Stderr, "the tests ended with", code)
	if code != 0 {
		code += 2
	}
	os.Exit(code)
}

func TestReady(t *testing.T) {
	if !ready {
		t.Error("TestMain did not run")
	}
}

func TestFails(t *testing.T) {
	t.Error("on purpose")
}

func helper() {}

func Testing(words ...string) { helper() }
