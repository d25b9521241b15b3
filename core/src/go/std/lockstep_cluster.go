// Package cluster has a lock, a counter and a queue that are distributed: they lie on nodes, which are goroutines, and are reached only by
// messages, which are values on channels.
//
// What a node does about a message, and a client about an answer, is decided by the machines of Lockstep's own clusters. Nothing is lost
// here and nobody crashes, but everybody may be late: a lease can be over while its holder believes in it. That is what fencing tokens
// are for.
//
// For n nodes there are n/2 locks, n/2 counters and n queues, rounded down; Sized sets other numbers.
package cluster

import (
	"context"
	"errors"
	"internal/lockstep"
	"strconv"
	"time"
)

// MaxNodes is the largest number of nodes.
const MaxNodes = 256

// most is the largest number of locks, counters or queues.
const most = 1 << 20

var (
	// ErrLeaseLost says that a lease is over, by its own clock or by that of the node that granted it.
	ErrLeaseLost = errors.New("cluster: lease lost")
	// ErrStaleToken says that a resource has seen a newer token than that of the lease.
	ErrStaleToken = errors.New("cluster: stale fencing token")
	// ErrStaleReceipt says that an element is no longer held by whoever took it: it may have been given to somebody else.
	ErrStaleReceipt = errors.New("cluster: stale receipt")
	// ErrLocked says that a lock is held otherwise, or that others wait for it.
	ErrLocked = errors.New("cluster: lock is held")
	// ErrEmpty says that there is nothing in a queue for whoever asks.
	ErrEmpty = errors.New("cluster: queue is empty")
	// ErrClosed says that a cluster is closed.
	ErrClosed = errors.New("cluster: closed")
	// ErrUnknown says that an operation was asked for and not answered: it may have been done, or be done yet. The error that
	// wraps it wraps the reason as well, as context.DeadlineExceeded.
	ErrUnknown = errors.New("cluster: outcome unknown")
)

type unknownError struct {
	what  string
	cause error
}

func (e *unknownError) Error() string {
	return "cluster: " + e.what + ": outcome unknown: " + e.cause.Error()
}
func (e *unknownError) Unwrap() []error { return []error{ErrUnknown, e.cause} }

// A SizeError says that a cluster has no lock, counter or queue of this index.
type SizeError struct {
	Kind         string // lock, counter or queue
	Index        int
	Nodes, Count int // how many there are
	set          bool // whether the count is Sized's, and not the rule's
}

func (e *SizeError) Error() string {
	nodes, count := plural(e.Nodes, "node"), plural(e.Count, e.Kind)
	switch {
	case e.Nodes == 0:
		return "cluster: no " + e.Kind + ": there are no nodes"
	case e.Count == 0 && e.Nodes == 1 && !e.set:
		return "cluster: no " + e.Kind + ": it is shared by two nodes, and there is 1 node"
	default:
		return "cluster: no " + e.Kind + " " + strconv.Itoa(e.Index) + ": " + nodes + ", " + count
	}
}

func plural(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return strconv.Itoa(n) + " " + what
}

// A message goes to a node or comes from one; client is who has asked. The machine reads what it says.
type message struct {
	client chan message
	words  [8]uint64
}

// settings are read by the machine.
type settings struct {
	lease, visibility time.Duration
	deliveries        int
	fenced, checked   bool
}

// What a party is.
const (
	isNode = iota
	isResource
	isClient
)

// A party is a node, a resource or a client: what it knows is the machine's, and changed by handle, begin and feed alone.
type party struct {
	inbox    chan message
	settings *settings
	kind     int
	plain    []uint64
	instants []int64
	clients  []chan message
	number   int
	alarm    chan time.Time
}

// Why handle is called.
const (
	arrived = iota // a message has come
	rang           // the timer has run out
	more           // there was more to be sent
)

// Where to is no number of a node.
const (
	nobody   = -1
	toClient = -2
)

// What wait is if it is no time.
const (
	noTimer   = -1
	sameTimer = -2
)

// handle is what p does about a message or its timer: what it sends, whether there is more, and how long until its timer runs out.
func handle(p *party, cause int, in message, now int64) (out message, to int, again bool, wait int64)

// begin asks p, a client, for an operation: what it sends to the node of this number, and whether it has ended, with what came of it.
func begin(p *party, op, to, key, value int, now int64) (out message, dest, ended, a int)

// feed is what p does about an answer, as begin.
func feed(p *party, in message, now int64) (out message, dest, ended, a int)

// place is where something is, and how many there are; or why it is nowhere. Numbers below 0 are those of the rule.
func place(nodes, locks, counters, queues, kind, index int) (node, problem, count int)

// run is what the goroutine of a node or a resource does.
func (p *party) run(done <-chan struct{}) {
	timer := &lockstep.Timer{Channel: p.alarm}
	started := false
	for {
		var in message
		cause := arrived
		select {
		case in = <-p.inbox:
		case <-p.alarm:
			cause = rang
		case <-done:
			if started {
				lockstep.StopTimer(timer)
			}
			return
		}
		for again := true; again; cause = more {
			out, to, rest, wait := handle(p, cause, in, lockstep.Instant())
			in, again = message{}, rest
			if wait == noTimer {
				lockstep.StopTimer(timer)
			} else if wait != sameTimer && started {
				lockstep.ResetTimer(timer, wait, 0)
			} else if wait != sameTimer {
				lockstep.StartTimer(timer, wait, 0)
				started = true
			}
			if to == toClient {
				out.client <- out
			}
		}
	}
}

// A Cluster is nodes with what lies on them.
type Cluster struct {
	settings                settings
	nodes                   []chan message
	locks, counters, queues int
	open                    chan bool // holds something once somebody closes it
	done                    chan struct{}
}

// An Option is how a cluster is to be otherwise.
type Option func(*Cluster)

func notNegative(d time.Duration, what string) time.Duration {
	if d < 0 {
		panic("cluster: negative " + what)
	}
	return d
}

// WithLease is how long a lock is granted for: 10 ms where nothing is said. A lease of no time protects nothing.
func WithLease(d time.Duration) Option {
	notNegative(d, "lease")
	return func(c *Cluster) { c.settings.lease = d }
}

// WithVisibility is how long an element that was taken is kept from others: 10 ms where nothing is said.
func WithVisibility(d time.Duration) Option {
	notNegative(d, "visibility timeout")
	return func(c *Cluster) { c.settings.visibility = d }
}

// WithDeliveries is how often an element is given before it is laid aside; 0 is without a limit, as where nothing is said.
func WithDeliveries(n int) Option {
	notNegative(time.Duration(n), "number of deliveries")
	return func(c *Cluster) { c.settings.deliveries = n }
}

// WithoutFencing has resources take every write, whatever its token: a mistake, to be watched.
func WithoutFencing() Option { return func(c *Cluster) { c.settings.fenced = false } }

// WithoutLeaseCheck has clients believe in a lease without a look at the clock, as one does who was looking when it was still good and came to
// write when it was not.
func WithoutLeaseCheck() Option { return func(c *Cluster) { c.settings.checked = false } }

// New starts a cluster of so many nodes, with as many locks, counters and queues as the rule says. It panics if the number is negative or
// larger than MaxNodes.
func New(nodes int, options ...Option) *Cluster {
	return start(nodes, -1, -1, -1, options)
}

// Sized starts a cluster with these numbers of locks, counters and queues. What does not fit onto as many nodes goes round.
func Sized(nodes, locks, counters, queues int, options ...Option) *Cluster {
	for _, count := range []int{locks, counters, queues} {
		if count < 0 || count > most {
			panic("cluster: " + strconv.Itoa(count) + " locks, counters or queues")
		}
	}
	return start(nodes, locks, counters, queues, options)
}

func start(nodes, locks, counters, queues int, options []Option) *Cluster {
	if nodes < 0 || nodes > MaxNodes {
		panic("cluster: " + strconv.Itoa(nodes) + " nodes, of 0 to " + strconv.Itoa(MaxNodes))
	}
	open, done := make(chan bool, 1), make(chan struct{})
	c := &Cluster{locks: locks, counters: counters, queues: queues, open: open, done: done}
	c.settings = settings{10 * time.Millisecond, 10 * time.Millisecond, 0, true, true}
	for _, option := range options {
		option(c)
	}
	parties := make([]*party, nodes)
	for number := range parties {
		parties[number] = c.party(isNode, number)
		c.nodes = append(c.nodes, parties[number].inbox)
	}
	for _, node := range parties {
		go node.run(done)
	}
	return c
}

// party is a node or a resource that was asked for nothing yet.
func (c *Cluster) party(kind, number int) *party {
	inbox, alarm := make(chan message, 1024), make(chan time.Time, 1)
	return &party{inbox: inbox, settings: &c.settings, kind: kind, number: number, alarm: alarm}
}

// Close ends the nodes. What is not answered any more ends with ErrClosed; a node that is busy meanwhile may still answer.
func (c *Cluster) Close() {
	if c.done == nil {
		return // it was never started
	}
	select {
	case c.open <- true:
		close(c.done)
	case <-c.done:
	}
}

// find is where a lock, a counter or a queue lies.
func (c *Cluster) find(kind, index int) (*service, error) {
	name := []string{"lock", "counter", "queue"}[kind]
	node, problem, count := place(len(c.nodes), c.locks, c.counters, c.queues, kind, index)
	if problem != 0 {
		return nil, &SizeError{name, index, len(c.nodes), count, c.locks >= 0}
	}
	return &service{c: c, what: name, inbox: c.nodes[node], node: node, key: index}, nil
}

// A service is what a lock, a counter, a queue and a resource have in common. Each operation is done by a client that does no other
// meanwhile. Those that are at leisure are kept: nothing of theirs stands in line anywhere, so which of them is taken makes no difference
// to anybody, and to take one is no step.
type service struct {
	c         *Cluster
	what      string
	inbox     chan message
	node, key int
	clients   []*client
}

type client struct {
	party
	unanswered int
}

// take is a client that does nothing else, and has room for so many answers.
func (s *service) take() *client {
	if last := len(s.clients) - 1; last >= 0 {
		one := s.clients[last]
		s.clients[last] = nil
		s.clients = s.clients[:last]
		return one
	}
	inbox := make(chan message, 8)
	return &client{party: party{inbox: inbox, settings: &s.c.settings, kind: isClient, clients: []chan message{inbox}}}
}

// give is for a client that is at leisure. One to whom too much is still to be answered is left alone.
func (s *service) give(one *client) {
	if one.unanswered < cap(one.inbox) {
		s.clients = append(s.clients, one)
	}
}

// What is asked for.
const (
	acquire = iota
	acquireShared
	tryAcquire
	tryAcquireShared
	release
	renew
	write
	add
	read
	push
	pop
	ack
	nack
)

var names = [...]string{"acquire", "acquire", "acquire", "acquire", "release", "renew", "write", "add", "read", "push", "pop", "ack", "nack"}

// How it ends.
const (
	pending = iota
	finished
	refused // the lock is held, the queue is empty
	lost
	stale
)

// ask has a client ask for an operation, and waits for what comes of it.
func (s *service) ask(ctx context.Context, one *client, op, key, value int) (ended, a int, err error) {
	if err := ctx.Err(); err != nil {
		return stale, 0, err
	}
	done := ctx.Done()
	// A client that gives back what it has forgets it before it says so.
	gives := op == release || op == ack || op == nack
	asked, renews := gives, false
	unknown := func(cause error) (int, int, error) {
		if !asked {
			return stale, 0, cause
		}
		what := names[op] + " " + s.what
		if renews {
			what = "renew lock before " + what // which was not asked for
		}
		return stale, 0, &unknownError{what, cause}
	}
	// There is no room for one answer more until one of those has come that nobody has waited for.
	for one.unanswered == cap(one.inbox) {
		select {
		case in := <-one.inbox:
			one.unanswered--
			feed(&one.party, in, lockstep.Instant())
		case <-done:
			return stale, 0, ctx.Err()
		case <-s.c.done:
			return stale, 0, ErrClosed
		}
	}
	out, to, ended, a := begin(&one.party, op, s.node, key, value, lockstep.Instant())
	for ended == pending {
		if to != nobody {
			inbox := s.inbox
			asked, renews = gives, to != s.node
			if renews {
				inbox = s.c.nodes[to]
			}
			select {
			case inbox <- out:
				asked = true
				one.unanswered++
			case <-done:
				return unknown(ctx.Err())
			case <-s.c.done:
				return unknown(ErrClosed)
			}
		}
		select {
		case in := <-one.inbox:
			one.unanswered--
			out, to, ended, a = feed(&one.party, in, lockstep.Instant())
		case <-done:
			return unknown(ctx.Err())
		case <-s.c.done:
			return unknown(ErrClosed)
		}
	}
	return ended, a, nil
}

// once asks for an operation by a client that is given back.
func (s *service) once(ctx context.Context, op, value int) (ended, a int, err error) {
	one := s.take()
	ended, a, err = s.ask(ctx, one, op, s.key, value)
	s.give(one)
	return ended, a, err
}

// held is what a client has that needs it for more: its operations are done one after the other.
type held struct {
	of   *service
	by   *client
	turn chan bool
}

func hold(s *service, by *client) *held {
	turn := make(chan bool, 1)
	return &held{s, by, turn}
}

// ask is an operation of what is held on s, after which it is held no longer if last says so.
func (l *held) ask(ctx context.Context, s *service, op, value int, last bool) (ended int, err error) {
	select {
	case l.turn <- true:
	case <-ctx.Done():
		return stale, ctx.Err()
	}
	ended = lost
	if one := l.by; one != nil {
		ended, _, err = s.ask(ctx, one, op, l.of.key, value)
		if last && (err == nil || errors.Is(err, ErrUnknown)) || ended == lost {
			l.by = nil
			l.of.give(one)
		}
	}
	<-l.turn
	return ended, err
}

// Lock is the lock of this index, from 0 on. The error is a *SizeError if there is none.
func (c *Cluster) Lock(index int) (*Lock, error) {
	s, err := c.find(0, index)
	if err != nil {
		return nil, err
	}
	return &Lock{s}, nil
}

// A Lock is granted by its node as a lease, to one at a time or to several that share it, first come, first served. Any number of goroutines
// may use it.
type Lock struct{ service *service }

func (l *Lock) acquire(ctx context.Context, op int) (*Lease, error) {
	one := l.service.take()
	ended, token, err := l.service.ask(ctx, one, op, l.service.key, 0)
	if err == nil && ended == refused {
		err = ErrLocked
	}
	if err != nil {
		// One that may still stand in line is nobody's any more.
		if !errors.Is(err, ErrUnknown) {
			l.service.give(one)
		}
		return nil, err
	}
	return &Lease{hold(l.service, one), uint64(token)}, nil
}

// Acquire waits until the lock is held alone. If ctx is done first, the lock may be granted yet, and is then nobody's until the lease is over.
func (l *Lock) Acquire(ctx context.Context) (*Lease, error) { return l.acquire(ctx, acquire) }

// AcquireShared waits until the lock is held together with others that share it.
func (l *Lock) AcquireShared(ctx context.Context) (*Lease, error) {
	return l.acquire(ctx, acquireShared)
}

// TryAcquire is Acquire, or ErrLocked if that had to wait.
func (l *Lock) TryAcquire(ctx context.Context) (*Lease, error) { return l.acquire(ctx, tryAcquire) }

// TryAcquireShared is AcquireShared, or ErrLocked if that had to wait.
func (l *Lock) TryAcquireShared(ctx context.Context) (*Lease, error) {
	return l.acquire(ctx, tryAcquireShared)
}

// A Lease is a lock that is held, for a while: from when it was asked for, so that it is over for its holder before it is for the node.
type Lease struct {
	held  *held
	token uint64
}

// Token is the fencing token: larger than that of every lease before on the same node.
func (l *Lease) Token() uint64 { return l.token }

func leaseError(ended int, err error) error {
	if err == nil && ended != finished {
		return ErrLeaseLost
	}
	return err
}

// Renew has the lease begin anew.
func (l *Lease) Renew(ctx context.Context) error {
	return leaseError(l.held.ask(ctx, l.held.of, renew, 0, false))
}

// Release gives the lock back.
func (l *Lease) Release(ctx context.Context) error {
	return leaseError(l.held.ask(ctx, l.held.of, release, 0, true))
}

// A Resource has a value that a lock guards. It is a goroutine of its own, and takes no write under a token that is older than one that
// it has seen. Tokens of one lock can be compared, so writes under different locks are to different values.
type Resource struct{ service *service }

// Resource starts a resource, which ends as the nodes do.
func (c *Cluster) Resource() *Resource {
	one := c.party(isResource, 0)
	go one.run(c.done)
	return &Resource{&service{c: c, what: "resource", inbox: one.inbox, node: MaxNodes}}
}

// Write sets the value that is guarded by the lock of the lease. A lease that is over by the holder's clock is renewed first: the error is
// ErrLeaseLost if that is refused, and ErrStaleToken if the resource has seen a newer one. Whoever gives up meanwhile has no lease any
// more, and has written nothing: the error says what was not answered. It panics if the lease is of another cluster.
func (r *Resource) Write(ctx context.Context, lease *Lease, value int) error {
	if lease.held.of.c != r.service.c {
		panic("cluster: a write under a lease of another cluster")
	}
	ended, err := lease.held.ask(ctx, r.service, write, value, false)
	if err == nil && ended == stale {
		return ErrStaleToken
	}
	return leaseError(ended, err)
}

// Read is the value that is guarded by this lock: 0 if there was none. It needs no lease.
func (r *Resource) Read(ctx context.Context, lock *Lock) (int, error) {
	one := r.service.take()
	_, value, err := r.service.ask(ctx, one, read, lock.service.key, 0)
	r.service.give(one)
	return value, err
}

// Counter is the counter of this index, from 0 on. The error is a *SizeError if there is none.
func (c *Cluster) Counter(index int) (*Counter, error) {
	s, err := c.find(1, index)
	if err != nil {
		return nil, err
	}
	return &Counter{s}, nil
}

// A Counter is a number that one node keeps: each read and each add happens at one instant. Any number of goroutines may use it.
type Counter struct{ service *service }

// Add adds delta, once.
func (c *Counter) Add(ctx context.Context, delta int64) error {
	_, _, err := c.service.once(ctx, add, int(delta))
	return err
}

// Read is the value.
func (c *Counter) Read(ctx context.Context) (int64, error) {
	_, value, err := c.service.once(ctx, read, 0)
	return int64(value), err
}

// Queue is the queue of this index, from 0 on. The error is a *SizeError if there is none.
func (c *Cluster) Queue(index int) (*Queue, error) {
	s, err := c.find(2, index)
	if err != nil {
		return nil, err
	}
	return &Queue{s}, nil
}

// A Queue gives its elements in the order in which they came, each until it is acknowledged. Any number of goroutines may use it.
type Queue struct{ service *service }

// Push appends an element, once.
func (q *Queue) Push(ctx context.Context, value int) error {
	_, _, err := q.service.once(ctx, push, value)
	return err
}

// Pop takes the first element; the error is ErrEmpty if there is none. It is given to somebody else when the visibility timeout is over and
// nobody has acknowledged it.
func (q *Queue) Pop(ctx context.Context) (Element, error) {
	one := q.service.take()
	ended, value, err := q.service.ask(ctx, one, pop, q.service.key, 0)
	if err == nil && ended == refused {
		err = ErrEmpty
	}
	if err != nil {
		q.service.give(one)
		return Element{}, err
	}
	return Element{value, hold(q.service, one)}, nil
}

// An Element was taken out of a queue.
type Element struct {
	Value int
	held  *held
}

func (e Element) end(ctx context.Context, op int) error {
	ended, err := e.held.ask(ctx, e.held.of, op, 0, true)
	if err == nil && ended != finished {
		return ErrStaleReceipt
	}
	return err
}

// Ack says that the element is processed: nobody gets it again.
func (e Element) Ack(ctx context.Context) error { return e.end(ctx, ack) }

// Nack gives the element back: it is the first to be taken again.
func (e Element) Nack(ctx context.Context) error { return e.end(ctx, nack) }
