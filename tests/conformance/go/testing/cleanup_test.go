// Cleanups run last in, first out, after the test, its subtests and its deferred calls, failed or not.
package main

import (
	"fmt"
	"testing"
)

func TestOrder(t *testing.T) {
	t.Cleanup(func() { fmt.Println("first registered, last run") })
	t.Cleanup(func() {
		fmt.Println("second registered")
		t.Cleanup(func() { fmt.Println("registered by a cleanup") })
	})
	defer fmt.Println("deferred")
	t.Run("sub", func(t *testing.T) {
		t.Cleanup(func() { fmt.Println("cleanup of the subtest") })
		fmt.Println("in the subtest")
	})
	fmt.Println("the test's end")
}

func TestAfterFatal(t *testing.T) {
	t.Cleanup(func() { fmt.Println("runs after Fatal, failed is", t.Failed()) })
	t.Cleanup(func() { t.Error("an error in a cleanup counts") })
	t.Fatal("stop")
}

func TestContext(t *testing.T) {
	ctx := t.Context()
	t.Cleanup(func() { fmt.Println("in the cleanup:", ctx.Err()) })
	fmt.Println("in the test:", ctx.Err())
}
