// Tests that pass: plain ones, one that logs, and a table of subtests.
package main

import (
	"fmt"
	"strings"
	"testing"
)

func add(a, b int) int { return a + b }

func TestPlain(t *testing.T) {
	if add(1, 2) != 3 {
		t.Error("wrong")
	}
}

func TestLogs(t *testing.T) {
	t.Log("a note", 1, 2)
	t.Logf("%s of %s", t.Name(), "notes")
	t.Log("two\nlines")
	fmt.Println("printed")
}

func TestTable(t *testing.T) {
	for _, c := range []struct {
		name    string
		a, b, s int
	}{
		{"small", 1, 2, 3},
		{"with zero", 0, 5, 5},
		{"", 1, 1, 2},
		{"a/b", 1, 1, 2},
		{"small", 2, 2, 4},
	} {
		ok := t.Run(c.name, func(t *testing.T) {
			if add(c.a, c.b) != c.s {
				t.Fatal("wrong")
			}
		})
		if !ok {
			t.Fatal("not reached")
		}
	}
}

func TestNested(t *testing.T) {
	t.Run("outer", func(t *testing.T) {
		t.Run("inner", func(t *testing.T) {
			if !strings.HasSuffix(t.Name(), "outer/inner") {
				t.Error(t.Name())
			}
		})
	})
}
