// Package zipf draws numbers of which small ones are likelier, by a power of the number: both packages rand have it.
package zipf

func exp(x float64) float64
func log(x float64) float64
func floor(x float64) float64

// A Curve is 1/(v+k)^q for k from 0 to most. What is drawn lies below the curve's integral, and is drawn again where that is
// above the steps of the whole numbers.
type Curve struct {
	v, q, squeeze, first, width float64
}

// New makes a curve, of a q above 1 and a v of at least 1; there is none of others.
func New(q, v float64, most uint64) *Curve {
	if q <= 1 || v < 1 {
		return nil
	}
	c := &Curve{v: v, q: q}
	c.first = c.integral(float64(most) + 0.5)
	c.width = c.integral(0.5) - exp(log(v)*-q) - c.first
	c.squeeze = 1 - c.inverse(c.integral(1.5)-exp(-q*log(v+1)))
	return c
}

func (c *Curve) integral(x float64) float64 {
	p := 1 - c.q
	return exp(p*log(c.v+x)) * (1 / p)
}

func (c *Curve) inverse(y float64) float64 {
	p := 1 - c.q
	return exp(1/p*log(p*y)) - c.v
}

// Draw makes a number of random ones from 0 to 1.
func (c *Curve) Draw(random func() float64) uint64 {
	for {
		y := c.first + random()*c.width
		x := c.inverse(y)
		k := floor(x + 0.5)
		if k-x <= c.squeeze || y >= c.integral(k+0.5)-exp(-log(k+c.v)*c.q) {
			return uint64(k)
		}
	}
}
