# Sector 0 of a disk that boot2docker-install made: starts one of two systems with BIOS.
#
# It reads the state, a block that GRUB's save_env writes, too ("slot=a", "try=b"). A system that is to be
# tried is started once: "b" becomes "B" first, and "B", found at the next start, "x": it did not come up.
# Then it starts the system's own boot sector as any master boot record does, with DS:SI at the entry of the
# partition table.
#
#   gcc -c -o slots.o slots.S && objcopy -O binary slots.o slots.bin && xxd -p -c 16 slots.bin

        .code16
        .set    BASE, 0x600
        .set    LOADED, 0x7c00
        .set    TABLE, BASE + 446
        .set    STATE, 0x1000
        .set    SLOT, STATE + 30
        .set    TRY, STATE + 36

start:  jmp     main
        # The installer knows its disks by this text.
name:   .ascii  "boot2docker slots1"
packet: .byte   16, 0
        .word   1
buffer: .word   STATE, 0
        # The installer writes the sector of the state here, at byte 28.
sector: .quad   0
        .set    PACKET, BASE + packet - start
        .set    BUFFER, BASE + buffer - start
        .set    SECTOR, BASE + sector - start

main:   cli
        xorw    %ax, %ax
        movw    %ax, %ss
        movw    $LOADED, %sp
        movw    %ax, %ds
        movw    %ax, %es
        sti
        cld
        movw    $LOADED, %si
        movw    $BASE, %di
        movw    $256, %cx
        rep movsw
        ljmp    $0, $(BASE + moved - start)

moved:  movw    %dx, %bp
        call    read
        jc      first
        cmpl    $0x52472023, STATE      # "# GR"
        jne     first
        movb    SLOT, %bl
        movb    TRY, %al
        movb    %al, %cl
        andb    $0xdf, %cl
        cmpb    $'A', %cl
        je      tried
        cmpb    $'B', %cl
        jne     start_slot
tried:  cmpb    %cl, %al
        je      failed
        movb    %cl, TRY
        movb    %al, %bl
        call    write
        jnc     start_slot
        # What can't be remembered is not tried.
        movb    SLOT, %bl
        jmp     start_slot
failed: movb    $'x', TRY
        call    write
        jmp     start_slot
first:  movb    $'a', %bl

start_slot:
        movw    $(TABLE + 16), %si
        cmpb    $'b', %bl
        jne     1f
        addw    $16, %si
1:      orb     $0x80, (%si)
        movl    8(%si), %eax
        movl    %eax, SECTOR
        movl    $0, SECTOR + 4
        movw    $LOADED, BUFFER
        pushw   %si
        call    read
        popw    %si
        jc      damaged
        cmpw    $0xaa55, LOADED + 510
        jne     damaged
        movw    %bp, %dx
        ljmp    $0, $LOADED

write:  movw    $0x4300, %ax
        jmp     disk
read:   movw    $0x4200, %ax
disk:   pushw   %bx
        pushw   %bp
        movw    $PACKET, %si
        movw    %bp, %dx
        int     $0x13
        popw    %bp
        popw    %bx
        ret

damaged:
        movw    $(BASE + message - start), %si
2:      lodsb
        testb   %al, %al
        jz      3f
        movb    $0x0e, %ah
        movw    $7, %bx
        int     $0x10
        jmp     2b
3:      int     $0x18
4:      hlt
        jmp     4b
message:
        .asciz  "boot2docker: the disk can't be read: boot from another medium\r\n"
