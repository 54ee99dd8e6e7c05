package accuracy

import (
	"testing"

	"leidur/detectors"
	"leidur/rules"
	"leidur/scanner"
)

// TestOptionalPacks: the examples of the packs that are read when asked for.
func TestOptionalPacks(t *testing.T) {
	for _, name := range rules.Optional() {
		p, err := rules.Load(name)
		if err != nil {
			t.Fatal(err)
		}
		fails, checked, err := CheckExamples(Options{Packs: []*rules.Pack{p}}, []*rules.Pack{p})
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range fails {
			t.Errorf("%s: %v", name, f)
		}
		if checked < 7 {
			t.Errorf("%s: only %d examples", name, checked)
		}
	}
}

// TestPlanted holds what the goals ask for on planted text of three seeds, so
// that a change of a rule that costs recall is seen.
func TestPlanted(t *testing.T) {
	goals := map[detectors.Category]float64{detectors.NationalID: .999, detectors.EMail: .999, detectors.BankAccount: .999, detectors.PaymentCard: .999, detectors.Phone: .98, detectors.VehiclePlate: .97,
		detectors.Password: .95, detectors.BirthDate: .95, detectors.Address: .95, detectors.IPAddress: .95}
	for seed := uint64(1); seed <= 3; seed++ {
		rows, err := Planted(seed, Options{})
		if err != nil {
			t.Fatal(err)
		}
		seen := map[detectors.Category]bool{}
		for _, r := range rows {
			seen[r.Category] = true
			if r.Category == Anything {
				if p, _, _ := r.Precision(); r.Level == scanner.Likely && p < .95 {
					t.Errorf("seed %d: %v: precision under .95", seed, r)
				}
				if c, _, _ := r.Recall(); c < .90 {
					t.Errorf("seed %d: %v: recall under .90", seed, r)
				}
				continue
			}
			goal, ok := goals[r.Category]
			if !ok {
				t.Errorf("seed %d: %v: never planted", seed, r)
				continue
			}
			p, _, _ := r.Precision()
			c, _, _ := r.Recall()
			if p < goal || c < goal {
				t.Errorf("seed %d: %v: goal %.3f", seed, r, goal)
			}
		}
		for c := range goals {
			if !seen[c] {
				t.Errorf("seed %d: no %s was planted", seed, c)
			}
		}
	}
}

func TestWilson(t *testing.T) {
	p, lo, hi := wilson(9, 10)
	if p != .9 || lo < .595 || lo > .597 || hi < .981 || hi > .983 { // published example: .5958-.9821
		t.Errorf("%v %v %v", p, lo, hi)
	}
	if _, lo, hi := wilson(0, 0); lo != 0 || hi != 1 {
		t.Errorf("no cases: %v %v", lo, hi)
	}
}
