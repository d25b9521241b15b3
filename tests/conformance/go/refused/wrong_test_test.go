// A test must be a function of a *testing.T; only the first that is not is told.
package main

import "testing"

func TestRight(t *testing.T) {}

func TestWrong(t testing.T) { undefined() }

func TestWrongToo() {}
