// The child lets go of its own lock before it tells its parent: locks are taken from the root down only.

package main

import (
	"fmt"
	"sync"
)

type Node struct {
	mu            sync.Mutex
	parent, child *Node
	changes       int
}

func (n *Node) Change() {
	n.mu.Lock()
	n.changes++
	n.mu.Unlock()
	if n.parent != nil {
		n.parent.mu.Lock()
		n.parent.changes++
		n.parent.mu.Unlock()
	}
}

func (n *Node) Sum() int {
	n.mu.Lock()
	defer n.mu.Unlock()
	sum := n.changes
	if n.child != nil {
		sum += n.child.Sum()
	}
	return sum
}

func main() {
	root, leaf := &Node{}, &Node{}
	root.child, leaf.parent = leaf, root
	done := make(chan bool)
	go func() {
		leaf.Change()
		done <- true
	}()
	root.Sum()
	<-done
	fmt.Println(root.Sum())
}
