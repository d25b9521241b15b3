// Tests that fail: Error goes on, Fatal stops, Fail and FailNow say nothing, and a failed subtest fails its parent.
package main

import (
	"fmt"
	"testing"
)

func TestErrorGoesOn(t *testing.T) {
	t.Error("first", 1)
	t.Errorf("second %d", 2)
	fmt.Println("still running, failed is", t.Failed())
}

func TestFatalStops(t *testing.T) {
	defer fmt.Println("deferred calls run")
	t.Fatalf("stop at %q", "here")
	fmt.Println("not reached")
}

func TestSilent(t *testing.T) {
	t.Fail()
	fmt.Println("after Fail")
	t.FailNow()
	fmt.Println("not reached")
}

func TestSubtests(t *testing.T) {
	fmt.Println(t.Run("good", func(t *testing.T) {}))
	fmt.Println(t.Run("bad", func(t *testing.T) { t.Error("no good") }))
	fmt.Println(t.Run("after", func(t *testing.T) { t.Log("runs all the same") }))
	t.Log("the parent logs")
}

func check(t *testing.T, n int) {
	t.Helper()
	if n > 1 {
		t.Errorf("%d is too large", n)
	}
}

func TestHelper(t *testing.T) {
	check(t, 1)
	check(t, 2)
}

func TestPasses(t *testing.T) {}
