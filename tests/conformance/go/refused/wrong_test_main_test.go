// A TestMain must be a function of a *testing.M.
package main

import "testing"

func TestMain(t *testing.M, again bool) {}

func TestRight(t *testing.T) {}
