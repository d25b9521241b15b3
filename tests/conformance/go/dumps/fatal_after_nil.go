// A fatal error in a deferred call after a nil dereference is told with the signal of that.
package main

import "sync"

type node struct{ next *node }

func main() {
	var mu sync.Mutex
	defer mu.Unlock()
	var n *node
	n.next.next = n
}
