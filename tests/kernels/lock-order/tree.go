// A child tells its parent under its own lock, and the parent visits its child under its own: parent and child meet.

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
	defer n.mu.Unlock()
	n.changes++
	if n.parent != nil {
		n.parent.mu.Lock() // finds: deadlock
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
