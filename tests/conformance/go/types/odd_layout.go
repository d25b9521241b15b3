// The text need not be formatted: semicolons, one-liners, comments in between, and lines broken where they may be.
package main; import ("fmt"; "strings")

type(a=int;b struct{x,y a};c interface{m()a;n(a,...a)(a,bool)})
func(p*b)m()a{return p.x*p.y};func(*b)n(k a,rest...a)(a,bool){return k+a(len(rest)),rest!=nil}

/* a comment */ func /* here */ main /* and here */ () /* and there */ { // and at the end
var i c=&b{1+
2,4,};fmt.Println(i.m());fmt.
		Println(i.
	n(1,2,3));
	for i:=0;i<3;i++{if i==1{continue};fmt.Print(i," ",)};fmt.Println()
	switch x:=3;{case x>2:fmt.Println("big");default:};{;;;}
	s:=[]string{"a",
		"b", // the last comma stays
	}; L:for{break L};if len(s)>1{fmt.Println(strings.Join(s,`,
`),s[0:][0])}else{panic(s)}
	func(){defer func(){_=recover()}();var p*b;_=p.x}();const(k=iota;l);var(u,v=k,l;w float64);_,_,_=u,v,w
	fmt.Printf("%v %v %v"+
		"\n",-  - -5,+3 - -2,!(!true)) ; goto end
end:}
