// A TestMain that returns leaves the exit code to what it ran; one that is itself a test is a test.
package main

import (
	"fmt"
	"testing"
)

func TestMain(m *testing.M) {
	defer fmt.Println("closed")
	fmt.Println("opened")
	m.Run()
}

func TestFails(t *testing.T) {
	t.Fail()
}

func TestPasses(t *testing.T) {}
